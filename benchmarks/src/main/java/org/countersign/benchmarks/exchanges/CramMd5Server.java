package org.countersign.benchmarks.exchanges;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.crammd5.CramMd5Mechanism;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * The server's side of CRAM-MD5 with the right response. Our server and the one by hand draw a nonce and then use a known
 * one, so that the response is recorded; the JDK's nonce can not be foreseen, so {@link #client} is what to subtract there.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class CramMd5Server {
    private static final String MECHANISM = "CRAM-MD5";
    private static final byte[] NONCE = Setting.octets("0123456789abcdef");

    private final HmacMd5Key key = HmacMd5Key.of(Setting.octets(Setting.PASSWORD));
    private final ServerSide server =
            Setting.server(new CramMd5Mechanism(), "{CRAM-MD5}" + key.format(), Setting.repeating(NONCE));
    private final CramMd5ByHand byHand = new CramMd5ByHand(Map.of(Setting.USER, key), Setting.repeating(NONCE));
    private final byte[] challenge =
            Setting.challenge(Setting.open(server, MECHANISM).start(null));
    private final byte[] response = CramMd5ByHand.respond(Setting.USER, key, challenge);

    private final SaslServerFactory factory = JdkSasl.serverFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    @Setup
    public void allAccept() throws SaslException {
        countersign();
        byHand();
        jdkFactoryKept();
        jdkCreateSaslServer();
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(null));
        return Setting.success(exchange.respond(response.clone()));
    }

    /** The same by two threads at a time: what they share shows. */
    @Benchmark
    @Threads(2)
    public ServerReply countersignOnTwoThreads() {
        return countersign();
    }

    @Benchmark
    public String byHand() {
        byte[] fresh = byHand.challenge();
        String user = byHand.verify(fresh, response.clone());
        if (user.isEmpty()) {
            throw new IllegalStateException("refused");
        }
        return user;
    }

    /** The client's part alone, as the two below have it. */
    @Benchmark
    public byte[] client() {
        return CramMd5ByHand.respond(Setting.USER, key, challenge);
    }

    @Benchmark
    public String jdkFactoryKept() throws SaslException {
        return exchange(factory.createSaslServer(MECHANISM, "smtp", Setting.HOST, null, callbacks));
    }

    @Benchmark
    public String jdkCreateSaslServer() throws SaslException {
        return exchange(Sasl.createSaslServer(MECHANISM, "smtp", Setting.HOST, null, callbacks));
    }

    private String exchange(SaslServer jdk) throws SaslException {
        byte[] fresh = jdk.evaluateResponse(new byte[0]);
        jdk.evaluateResponse(CramMd5ByHand.respond(Setting.USER, key, fresh));
        JdkSasl.requireComplete(jdk.isComplete());
        return jdk.getAuthorizationID();
    }
}
