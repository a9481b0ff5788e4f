package org.countersign.benchmarks.exchanges;

import java.util.Set;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.anonymous.AnonymousMechanism;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The client's side of ANONYMOUS: hardly more than what the framework itself takes. */
@State(Scope.Benchmark)
@ThreadSafe
public class AnonymousClient {
    private static final String MECHANISM = "ANONYMOUS";
    private static final String TRACE = "sirhc";

    /** What is safe, and ANONYMOUS, which is ranked below that. */
    private final ClientPolicy policy = new ClientPolicy(-1, true, false, false, Set.of());

    private final ClientSide client = ClientSide.with(Catalogue.of(new AnonymousMechanism()))
            .policy(policy)
            .build();
    private final Credentials credentials = Credentials.withoutSecret(new Identities(TRACE, null));

    @Setup
    public void bothAgree() {
        Agreement.of(countersign(), byHand());
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        byte[] message = Setting.sent(exchange.start());
        Setting.now(exchange.outcome(true, null));
        return message;
    }

    @Benchmark
    public byte[] byHand() {
        return Setting.octets(TRACE);
    }
}
