package org.countersign.sasl.external;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * The EXTERNAL mechanism (RFC 4422, appendix A): the client is known from its TLS certificate, and says only as whom it
 * wants to act. Whom a certificate stands for is not known here: the server asks for it ({@link IdentifyPeer}).
 *
 * <p>It is available where the other side of TLS has shown a certificate that was verified: on a server the client's
 * (EXT-04), on a client the server's. A client that has no certificate of its own fails before it sends anything.
 */
@Immutable
public final class ExternalMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("EXTERNAL")
            .rank(100) // what a client has a certificate for, it prefers (SEC-03)
            .maxMessage(AuthorizationId.LONGEST)
            .maxRounds(1)
            .needs(new Need.PeerIdentity())
            .clientNeed(ClientNeed.NOTHING)
            .build();

    /** The mechanism; one is as good as another. */
    public ExternalMechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        TlsFacts tls = facts.tls();
        return tls != null && tls.peerVerified() && !tls.peerCertificates().isEmpty();
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        AuthorizationId whom = AuthorizationId.parse(Objects.requireNonNull(initialResponse, "initialResponse"));
        if (whom == null) {
            return ServerStep.malformed("not an authorization identity"); // EXT-03
        }
        return ServerStep.ask(
                new IdentifyPeer(),
                user -> user.isPresent()
                        ? ServerStep.success(user.get(), whom.text()) // empty: as that user (SASL-14)
                        : ServerStep.rejected("the certificate stands for nobody"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        TlsFacts tls = context.facts().tls();
        if (tls == null || tls.localCertificate() == null) {
            return ClientStep.rejected("EXTERNAL needs a client certificate");
        }
        return ClientStep.ask(new WhoAmI(), who -> actAs(Objects.requireNonNullElse(who.authorizationId(), "")));
    }

    private static ClientStep actAs(String authorizationId) {
        AuthorizationId whom = AuthorizationId.of(authorizationId);
        return whom == null
                ? ClientStep.rejected("EXTERNAL carries no NUL, and no more than 1024 octets")
                : ClientStep.last(whom.encode());
    }
}
