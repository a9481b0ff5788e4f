package org.countersign.benchmarks.exchanges;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.plain.PlainMechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wildfly.security.sasl.plain.PlainSaslClientFactory;

/** The client's side of PLAIN. */
@State(Scope.Benchmark)
@ThreadSafe
public class PlainClient {
    private static final String MECHANISM = "PLAIN";

    private final ClientSide client = Setting.client(new PlainMechanism(), Seams.system());
    private final Credentials credentials = Setting.credentials();

    private final SaslClientFactory jdk = JdkSasl.clientFactory(MECHANISM);
    private final SaslClientFactory elytron = new PlainSaslClientFactory();
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    // not final, or the compiler would make the message one constant
    private String user = Setting.USER;
    private String password = Setting.PASSWORD;

    @Setup
    public void allAgree() throws SaslException {
        Agreement.of(countersign(), byHand(), jdkFactoryKept(), elytronFactoryKept());
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
        return Setting.octets("\0" + user + "\0" + password);
    }

    @Benchmark
    public byte[] jdkFactoryKept() throws SaslException {
        return message(jdk);
    }

    @Benchmark
    public byte[] elytronFactoryKept() throws SaslException {
        return message(elytron);
    }

    private byte[] message(SaslClientFactory factory) throws SaslException {
        return factory.createSaslClient(new String[] {MECHANISM}, null, "smtp", Setting.HOST, Map.of(), callbacks)
                .evaluateChallenge(new byte[0]);
    }
}
