package org.countersign.benchmarks.exchanges;

import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The client's response in DIGEST-MD5, {@code qop=auth}, from the password. What the server proves is left out: the nonces
 * of the JDK's client can not be foreseen.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class DigestMd5Client {
    private static final String MECHANISM = "DIGEST-MD5";

    private final ClientSide client = Setting.client(new DigestMd5Mechanism(), Seams.system());
    private final Credentials credentials = Setting.credentials();
    private final byte[] hash = DigestMd5ByHand.hash(Setting.USER, Setting.HOST, Setting.PASSWORD);
    private final DigestMd5ByHand server = new DigestMd5ByHand(Map.of(Setting.USER, hash), Seams.system());
    private final String nonce = server.nonce();
    private final byte[] challenge = server.challenge(nonce);

    private final SaslClientFactory factory = JdkSasl.clientFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    @Setup
    public void allAreRight() throws SaslException {
        requireRight(countersign());
        requireRight(byHand());
        requireRight(jdkFactoryKept());
    }

    private void requireRight(byte[] response) {
        if (server.verify(nonce, response).length == 0) {
            throw new IllegalStateException("wrong");
        }
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        ClientReply.Send send = (ClientReply.Send) Setting.now(exchange.challenge(challenge.clone()));
        Setting.now(exchange.outcome(false, null));
        return Objects.requireNonNull(send.data());
    }

    @Benchmark
    public byte[] byHand() {
        byte[] own = DigestMd5ByHand.hash(Setting.USER, Setting.HOST, Setting.PASSWORD);
        return DigestMd5ByHand.respond(Setting.USER, own, challenge);
    }

    @Benchmark
    public byte[] jdkFactoryKept() throws SaslException {
        SaslClient jdk =
                factory.createSaslClient(new String[] {MECHANISM}, null, "smtp", Setting.HOST, Map.of(), callbacks);
        return jdk.evaluateChallenge(challenge);
    }
}
