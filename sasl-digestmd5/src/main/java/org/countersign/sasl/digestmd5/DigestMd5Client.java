package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Direction.CLIENT_TO_SERVER;
import static org.countersign.sasl.digestmd5.Direction.SERVER_TO_CLIENT;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ClientStep.OnChallenge;
import org.countersign.sasl.Secret;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.digestmd5.DigestInput.Proofs;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/** The client's side of RFC 2831, sections 2.1 and 2.2. */
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
            Session next = nextOfSession(context, user);
            return next == null
                    ? ClientStep.waitForChallenge(octets -> challenged(context, prepared, octets))
                    : resume(context, prepared, next);
        });
    }

    /** What a session that can be continued is after one more use, which is ours alone; null where there is none. */
    private @Nullable Session nextOfSession(ClientContext context, String user) {
        SessionStore sessions = options.sessions();
        if (sessions == null) {
            return null;
        }
        String key = key(context, user);
        Instant oldest = context.seams().now().minus(sessions.lifetime());
        Session session =
                sessions.find(key).filter(kept -> kept.since().isAfter(oldest)).orElse(null);
        return session != null && sessions.replace(key, session, session.next()) ? session.next() : null;
    }

    private static String key(ClientContext context, String user) {
        return Latin1.decode(DigestUri.of(context.facts())) + " " + user;
    }

    /** RFC 2831, section 2.2: without a challenge, unless the server insists on one (DIG-26). */
    private ClientStep resume(ClientContext context, Identities who, Session session) {
        DigestInput input = new DigestInput(
                Latin1.encode(session.nonce()),
                Latin1.encode(session.cnonce()),
                session.count(),
                Qop.AUTH.spelling(),
                Qop.AUTH,
                DigestUri.of(context.facts()),
                authorizationId(who));
        DigestResponse draft = DigestResponse.draft(session, input);
        return ClientStep.ask(
                new Password(session.realm()),
                password ->
                        respond(context, draft, LayerTerms.NONE, password, octets -> challenged(context, who, octets)));
    }

    private ClientStep challenged(ClientContext context, Identities who, byte[] octets) {
        return challenged(context, who, octets, Nonce.next(context));
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
        DigestInput input = new DigestInput(
                challenge.nonce(),
                cnonce,
                1,
                Latin1.encode(protection.qop()),
                protection.terms().qop(),
                DigestUri.of(context.facts()),
                authorizationId(who));
        return ClientStep.ask(new ChooseRealm(challenge.realms()), realm -> {
            if (!challenge.realms().isEmpty() && !challenge.realms().contains(realm)) {
                return ClientStep.rejected("the server does not offer this realm"); // DIG-04
            }
            DigestResponse draft = DigestResponse.draft(
                    who.authenticationId(), realm, input, challenge, protection.terms(), options.maxBuffer());
            return ClientStep.ask(
                    new Password(realm),
                    password -> respond(
                            context,
                            draft,
                            protection.terms(),
                            password,
                            answer -> ClientStep.malformed("not a response-auth")));
        });
    }

    private static byte @Nullable [] authorizationId(Identities who) {
        return who.authorizationId() == null ? null : Utf8.encode(who.authorizationId());
    }

    private ClientStep respond(
            ClientContext context, DigestResponse draft, LayerTerms terms, Secret password, OnChallenge ifNotAnswered) {
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
            Proofs proofs = draft.input().proofs(sessionKey.octets());
            DigestResponse response = draft.proved(proofs.request());
            return ClientStep.respond(response.encode(), octets -> {
                ResponseAuth answer = ResponseAuth.parse(octets);
                return answer == null
                        ? ifNotAnswered.challenged(octets)
                        : verify(context, response, terms, sessionKey.octets(), proofs.answer(), answer);
            });
        } finally {
            Arrays.fill(prepared, (byte) 0);
            Arrays.fill(hash, (byte) 0);
        }
    }

    /** The server has to prove that it knows the user too, before its success is believed (DIG-24). */
    private ClientStep verify(
            ClientContext context,
            DigestResponse response,
            LayerTerms terms,
            byte[] sessionKey,
            byte[] expected,
            ResponseAuth answer)
            throws GeneralSecurityException {
        if (!ConstantTime.equal(expected, answer.proof())) {
            return ClientStep.rejected("the server does not know the password");
        }
        SecurityLayer layer = terms.qop() == Qop.AUTH
                ? null
                : terms.layer(sessionKey, CLIENT_TO_SERVER, SERVER_TO_CLIENT, options.maxBuffer());
        if (layer == null) {
            remember(context, response);
        }
        return new ClientStep.Final(
                NOTHING, layer, challenge -> ClientStep.malformed("challenge after the response-auth"));
    }

    private void remember(ClientContext context, DigestResponse response) {
        SessionStore sessions = options.sessions();
        if (sessions != null && response.utf8() && response.input().count() == 1) {
            sessions.keep(
                    key(context, response.user()),
                    Session.of(response, context.seams().now()));
        }
    }
}
