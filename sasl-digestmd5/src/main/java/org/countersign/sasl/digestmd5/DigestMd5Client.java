package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Direction.CLIENT_TO_SERVER;
import static org.countersign.sasl.digestmd5.Direction.SERVER_TO_CLIENT;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Secret;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.prep.SaslPrep;

/** The client's side of RFC 2831, section 2.1. */
final class DigestMd5Client {
    private static final byte[] NOTHING = {};

    private final DigestMd5Options options;

    DigestMd5Client(DigestMd5Options options) {
        this.options = options;
    }

    ClientStep start(ClientContext context) {
        return ClientStep.ask(new WhoAmI(), who -> {
            String user = SaslPrep.query(who.authenticationId());
            if (user == null) {
                return ClientStep.rejected("DIGEST-MD5 needs a user name that SASLprep (RFC 4013) takes");
            }
            Identities prepared = new Identities(user, who.forSomebodyElse() ? who.authorizationId() : null);
            return ClientStep.waitForChallenge(octets -> challenged(context, prepared, octets, Nonce.next(context)));
        });
    }

    ClientStep challenged(ClientContext context, Identities who, byte[] octets, byte[] cnonce) {
        DigestChallenge challenge = DigestChallenge.parse(octets);
        if (challenge == null) {
            return ClientStep.malformed("not a digest-challenge");
        }
        Protection protection = Protection.choose(challenge, options, context.facts());
        if (protection == null) {
            return ClientStep.rejected("the server offers no quality of protection that is accepted here");
        }
        return ClientStep.ask(new ChooseRealm(challenge.realms()), realm -> {
            if (!challenge.realms().isEmpty() && !challenge.realms().contains(realm)) {
                return ClientStep.rejected("the server does not offer this realm"); // DIG-04
            }
            DigestInput input = new DigestInput(
                    challenge.nonce(),
                    cnonce,
                    1,
                    protection.qop(),
                    DigestUri.of(context.facts()),
                    who.authorizationId() == null ? null : Utf8.encode(who.authorizationId()));
            return ClientStep.ask(
                    new Password(realm),
                    password -> respond(
                            context,
                            DigestResponse.draft(who.authenticationId(), realm, input, challenge, protection, options),
                            protection.terms(),
                            password));
        });
    }

    private ClientStep respond(ClientContext context, DigestResponse draft, LayerTerms terms, Secret password) {
        byte[] prepared = SaslPrep.query(password.octets(), 0, password.octets().length);
        if (prepared == null) {
            return ClientStep.rejected("DIGEST-MD5 needs a password that SASLprep (RFC 4013) takes");
        }
        byte[] hash = {};
        try {
            if (!draft.isEncodable() || (!draft.utf8() && !Latin1.fits(prepared))) {
                return ClientStep.rejected("the server takes only names and passwords in ISO 8859-1"); // DIG-22
            }
            hash = PasswordHash.octets(draft.user(), draft.realm() == null ? "" : draft.realm(), prepared);
            Secret sessionKey = context.own(Secret.owning(draft.input().sessionKey(hash)));
            DigestResponse response = draft.proved(draft.input().request(sessionKey.octets()));
            return ClientStep.respond(
                    response.encode(), octets -> verify(response.input(), terms, sessionKey.octets(), octets));
        } finally {
            Arrays.fill(prepared, (byte) 0);
            Arrays.fill(hash, (byte) 0);
        }
    }

    /** The server has to prove that it knows the user too, before its success is believed (DIG-24). */
    private ClientStep verify(DigestInput input, LayerTerms terms, byte[] sessionKey, byte[] octets)
            throws GeneralSecurityException {
        ResponseAuth answer = ResponseAuth.parse(octets);
        if (answer == null) {
            return ClientStep.malformed("not a response-auth");
        }
        if (!ConstantTime.equal(input.answer(sessionKey), answer.proof())) {
            return ClientStep.rejected("the server does not know the password");
        }
        SecurityLayer layer = terms.qop() == Qop.AUTH
                ? null
                : terms.layer(sessionKey, CLIENT_TO_SERVER, SERVER_TO_CLIENT, options.maxBuffer());
        return new ClientStep.Final(
                NOTHING, layer, challenge -> ClientStep.malformed("challenge after the response-auth"));
    }
}
