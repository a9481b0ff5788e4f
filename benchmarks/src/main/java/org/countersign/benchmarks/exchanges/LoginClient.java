package org.countersign.benchmarks.exchanges;

import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.login.LoginMechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The client's side of LOGIN: both of its answers. Neither the JDK nor Elytron has it. */
@State(Scope.Benchmark)
@ThreadSafe
public class LoginClient {
    private static final String MECHANISM = "LOGIN";

    private final byte[] askForName = Setting.octets("Username:");
    private final byte[] askForPassword = Setting.octets("Password:");
    private final ClientSide client = Setting.client(new LoginMechanism(), Seams.system());
    private final Credentials credentials = Setting.credentials();

    @Setup
    public void bothAgree() {
        byte[][] ours = countersign();
        byte[][] others = byHand();
        Agreement.of(ours[0], others[0]);
        Agreement.of(ours[1], others[1]);
    }

    @Benchmark
    public byte[][] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        byte[] name = Setting.sent(exchange.challenge(askForName.clone()));
        byte[] password =
                Setting.sent(exchange.challenge(askForPassword.clone())).clone(); // the exchange wipes its own
        Setting.now(exchange.outcome(true, null));
        return new byte[][] {name, password};
    }

    @Benchmark
    public byte[][] byHand() {
        return new byte[][] {Setting.octets(Setting.USER), Setting.octets(Setting.PASSWORD)};
    }
}
