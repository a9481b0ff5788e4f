package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Direction.CLIENT_TO_SERVER;
import static org.countersign.sasl.digestmd5.Direction.SERVER_TO_CLIENT;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.digestmd5.DigestInput.Proofs;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/** The server's side of RFC 2831, sections 2.1 and 2.2. */
final class DigestMd5Server {
    private final DigestMd5Options options;
    private final Offer withLayers;
    private final Offer withoutLayers;

    /** With realms; most servers have no other. */
    private volatile @Nullable Offer latestOffer;

    /** Public, and for most servers the only one there is. */
    private volatile @Nullable HashedA2 latestA2;

    DigestMd5Server(DigestMd5Options options) {
        this.options = options;
        Set<Qop> offered = EnumSet.noneOf(Qop.class);
        offered.addAll(options.offered());
        if (options.ciphers().isEmpty()) {
            offered.remove(Qop.AUTH_CONF);
        }
        this.withLayers = Offer.of(offered, options);
        offered.retainAll(Set.of(Qop.AUTH));
        this.withoutLayers = Offer.of(offered, options);
    }

    /** The qualities of protection that this connection can have. */
    Set<Qop> offered(ConnectionFacts facts) {
        return offer(facts).qops();
    }

    private Offer offer(ConnectionFacts facts) {
        return facts.layersPossible() ? withLayers : withoutLayers;
    }

    /** The same with the realms of the server, which are encoded again only if the last client saw others. */
    private Offer offerInRealms(ConnectionFacts facts) {
        Offer general = offer(facts);
        List<String> realms = realms(facts);
        Offer latest = latestOffer;
        if (latest == null
                || !latest.qops().equals(general.qops())
                || !latest.realms().equals(realms)) {
            latest = general.in(realms);
            latestOffer = latest;
        }
        return latest;
    }

    ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        SessionStore sessions = options.sessions();
        DigestResponse response =
                sessions == null || initialResponse == null ? null : DigestResponse.parse(initialResponse);
        // whatever else the client begins with, it gets a challenge (DIG-27, DIG-30)
        return sessions == null || response == null
                ? challenge(context, Nonce.next(context), false)
                : resume(context, response, sessions);
    }

    /** RFC 2831, section 2.2. */
    private ServerStep resume(ServerContext context, DigestResponse response, SessionStore sessions) {
        String key = Latin1.decode(response.input().nonce());
        Session session = sessions.find(key).orElse(null);
        if (session == null
                || !session.isContinuedBy(response)
                || response.terms().qop() != Qop.AUTH
                || !DigestUri.names(response.input().digestUri(), context.facts())) {
            return challenge(context, Nonce.next(context), false);
        }
        boolean stale = session.since()
                .plus(sessions.lifetime())
                .isBefore(context.seams().now());
        return verify(
                response,
                session.realm(),
                (user, sessionKey, proofs) -> stale || !sessions.replace(key, session, session.next())
                        ? challenge(context, Nonce.next(context), stale) // DIG-28
                        : success(user, response, proofs),
                wrong -> challenge(context, Nonce.next(context), false));
    }

    ServerStep challenge(ServerContext context, byte[] nonce, boolean stale) {
        Offer offer = offerInRealms(context.facts());
        byte[] octets = offer.challenge(nonce, stale);
        if (octets.length > DigestChallenge.LONGEST) {
            throw new IllegalStateException("the names of the realms are too long for a challenge");
        }
        return ServerStep.challenge(octets, response -> respond(context, offer, nonce, DigestResponse.parse(response)));
    }

    private ServerStep respond(ServerContext context, Offer offer, byte[] nonce, @Nullable DigestResponse response) {
        if (response == null) {
            return ServerStep.malformed("not a digest-response");
        }
        DigestInput input = response.input();
        if (!ConstantTime.equal(input.nonce(), nonce) || input.count() != 1) {
            return ServerStep.rejected("not the nonce of the challenge, or not its first use"); // DIG-12, DIG-13
        }
        if (response.realm() == null || !offer.realms().contains(response.realm())) {
            return ServerStep.rejected("no realm of this server"); // DIG-12
        }
        if (!DigestUri.names(input.digestUri(), context.facts())) {
            return ServerStep.rejected("the digest-uri names another server"); // DIG-15
        }
        LayerTerms terms = response.terms();
        if (!offer.qops().contains(terms.qop()) || !terms.isPossible(options)) {
            return ServerStep.rejected("no protection that was offered"); // DIG-14
        }
        return verify(
                response,
                response.realm(),
                (user, sessionKey, proofs) -> {
                    remember(context, response, terms);
                    ServerStep.Success success = success(user, response, proofs);
                    return terms.qop() == Qop.AUTH
                            ? success
                            : success.layer(
                                    terms.layer(sessionKey, SERVER_TO_CLIENT, CLIENT_TO_SERVER, options.maxBuffer()));
                },
                ServerStep::rejected);
    }

    private void remember(ServerContext context, DigestResponse response, LayerTerms terms) {
        SessionStore sessions = options.sessions();
        if (sessions != null && terms.qop() == Qop.AUTH) {
            Session session = Session.of(response, context.seams().now());
            context.onSuccess(() -> sessions.keep(session.nonce(), session));
        }
    }

    private interface Proved {
        ServerStep by(String user, byte[] sessionKey, Proofs proofs) throws GeneralSecurityException;
    }

    private ServerStep verify(
            DigestResponse response, String realm, Proved proved, Function<String, ServerStep> refuse) {
        String user = SaslPrep.query(response.user());
        if (user == null) {
            return refuse.apply("user name can not be prepared");
        }
        return ServerStep.ask(new FindVerifier<>(user, realm, DigestMd5Mechanism.KIND), hash -> {
            byte[] sessionKey = response.input().sessionKey(hash.octets());
            try {
                Proofs proofs = response.input().proofs(sessionKey, hashedA2(response.input()));
                return ConstantTime.equal(proofs.request(), response.proof())
                        ? proved.by(user, sessionKey, proofs)
                        : refuse.apply("wrong digest");
            } finally {
                Arrays.fill(sessionKey, (byte) 0);
            }
        });
    }

    private HashedA2 hashedA2(DigestInput input) {
        HashedA2 latest = latestA2;
        if (latest == null || !latest.isOf(input)) {
            latest = HashedA2.of(input.digestUri(), input.protection());
            latestA2 = latest;
        }
        return latest;
    }

    private static ServerStep.Success success(String user, DigestResponse response, Proofs proofs) {
        return ServerStep.success(user, response.authorizationId())
                .finalData(new ResponseAuth(proofs.answer()).encode());
    }

    /** The realms of this server, else its name (DIG-04). */
    private static List<String> realms(ConnectionFacts facts) {
        return facts.realms().isEmpty() ? List.of(facts.host()) : facts.realms();
    }
}
