package org.countersign.benchmarks.exchanges;

import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.crammd5.CramMd5Mechanism;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The client's side of CRAM-MD5, from the password. */
@State(Scope.Benchmark)
@ThreadSafe
public class CramMd5Client {
    private static final String MECHANISM = "CRAM-MD5";

    private final ClientSide client = Setting.client(new CramMd5Mechanism(), Seams.system());
    private final Credentials credentials = Setting.credentials();
    private final byte[] challenge = Setting.octets("<1896.697170952@postoffice.reston.mci.net>");

    private final SaslClientFactory factory = JdkSasl.clientFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    @Setup
    public void allAgree() throws SaslException {
        Agreement.of(countersign(), byHand(), jdkFactoryKept(), jdkCreateSaslClient());
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        ClientReply.Send send = (ClientReply.Send) Setting.now(exchange.challenge(challenge.clone()));
        Setting.now(exchange.outcome(true, null));
        return Objects.requireNonNull(send.data());
    }

    @Benchmark
    public byte[] byHand() {
        HmacMd5Key key = HmacMd5Key.of(Setting.octets(Setting.PASSWORD));
        return CramMd5ByHand.respond(Setting.USER, key, challenge);
    }

    @Benchmark
    public byte[] jdkFactoryKept() throws SaslException {
        return exchange(
                factory.createSaslClient(new String[] {MECHANISM}, null, "smtp", Setting.HOST, Map.of(), callbacks));
    }

    @Benchmark
    public byte[] jdkCreateSaslClient() throws SaslException {
        return exchange(
                Sasl.createSaslClient(new String[] {MECHANISM}, null, "smtp", Setting.HOST, Map.of(), callbacks));
    }

    private byte[] exchange(SaslClient jdk) throws SaslException {
        return jdk.evaluateChallenge(challenge);
    }
}
