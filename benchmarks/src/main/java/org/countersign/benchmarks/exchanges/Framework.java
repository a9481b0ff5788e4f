package org.countersign.benchmarks.exchanges;

import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.server.PlainPasswordKind;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The framework around a mechanism of two rounds that asks and does nothing else: driver, directory, authorizer, audit. */
@State(Scope.Benchmark)
@ThreadSafe
public class Framework {
    private final ServerSide server = Setting.server(new Idle(), "{PLAIN}" + Setting.PASSWORD, Seams.system());
    private final byte[] response = Setting.octets(Setting.USER);

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, "X-IDLE");
        Setting.challenge(exchange.start(null));
        return Setting.success(exchange.respond(response.clone()));
    }

    private static final class Idle implements ServerMechanism {
        private static final VerifierKind<Secret> KIND = new PlainPasswordKind();
        private static final byte[] CHALLENGE = Setting.octets("who?");
        private final MechanismInfo info = MechanismInfo.named("X-IDLE")
                .firstMover(FirstMover.SERVER)
                .maxRounds(1)
                .needs(new Need.Verifier(KIND))
                .build();

        @Override
        public MechanismInfo info() {
            return info;
        }

        @Override
        public ServerStep start(ServerContext context, byte @Nullable [] none) {
            return ServerStep.challenge(
                    CHALLENGE,
                    response -> ServerStep.ask(
                            new FindVerifier<>(Setting.USER, "", KIND), password -> ServerStep.success(Setting.USER)));
        }
    }
}
