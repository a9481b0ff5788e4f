package org.countersign.benchmarks.exchanges;

import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.oauthbearer.OAuthBearerMechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The client's side of OAUTHBEARER with a token that is at hand. */
@State(Scope.Benchmark)
@ThreadSafe
public class OAuthBearerClient {
    private static final String MECHANISM = "OAUTHBEARER";

    private final ClientSide client = Setting.client(new OAuthBearerMechanism(), Seams.system());
    private final Credentials credentials = Setting.tokens();

    // not final, or the compiler would make the message one constant
    private String user = Setting.USER;
    private String token = Setting.TOKEN;

    @Setup
    public void bothAgree() {
        Agreement.of(countersign(), byHand());
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        byte[] message = Setting.sent(exchange.start()).clone(); // the exchange wipes its own
        Setting.now(exchange.outcome(true, null));
        return message;
    }

    @Benchmark
    public byte[] byHand() {
        return Setting.octets("n,a=" + user + ",\1host=" + Setting.HOST + "\1auth=Bearer " + token + "\1\1");
    }
}
