package org.countersign.benchmarks.exchanges;

import java.util.List;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.external.ExternalMechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The client's side of EXTERNAL, with the name of whom to act as. */
@State(Scope.Benchmark)
@ThreadSafe
public class ExternalClient {
    private static final String MECHANISM = "EXTERNAL";

    private final ClientSide client = Setting.client(new ExternalMechanism(), Seams.system());
    private final Credentials credentials = Credentials.withoutSecret(new Identities("", Setting.USER));

    @Setup
    public void bothAgree() {
        Agreement.of(countersign(), byHand());
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = client.open(
                        MECHANISM, List.of(MECHANISM), MutualTls.FACTS, credentials, Runnable::run)
                .orElseThrow();
        byte[] message = Setting.sent(exchange.start());
        Setting.now(exchange.outcome(true, null));
        return message;
    }

    @Benchmark
    public byte[] byHand() {
        return Setting.octets(Setting.USER);
    }
}
