package org.countersign.sasl.anonymous;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.jspecify.annotations.Nullable;

/**
 * The ANONYMOUS mechanism (RFC 4505): the client is let in as nobody, and may leave a trace. The trace is unverified: it
 * goes to the audit and to {@link org.countersign.sasl.ProvedIdentity.Anonymous}, and authorizes nothing. The default
 * policy of servers does not offer it (ANON-03), and clients use it only when it is named.
 *
 * <p>A client's trace is its authentication identity, empty for none.
 */
@Immutable
public final class AnonymousMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("ANONYMOUS")
            .traits(Trait.ANONYMOUS)
            .rank(-1)
            .maxMessage(Trace.LONGEST)
            .maxRounds(1)
            .clientNeed(ClientNeed.NOTHING)
            .build();

    /** The mechanism; one is as good as another. */
    public AnonymousMechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        Trace trace = Trace.parse(Objects.requireNonNull(initialResponse, "initialResponse"));
        return trace == null ? ServerStep.malformed("not [email / token]") : ServerStep.anonymous(trace.text());
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(new WhoAmI(), AnonymousMechanism::leaveTrace);
    }

    private static ClientStep leaveTrace(Identities who) {
        if (who.forSomebodyElse()) {
            return ClientStep.rejected("ANONYMOUS carries no authorization identity"); // ANON-04
        }
        Trace trace = Trace.of(who.authenticationId());
        return trace == null
                ? ClientStep.rejected("ANONYMOUS takes an e-mail address, or up to 255 characters without @")
                : ClientStep.last(trace.encode());
    }
}
