package org.countersign.benchmarks.exchanges;

import java.time.Instant;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * The server's side of NTLM with the right proof of NTLMv2. Ours draws a nonce and then uses a known one, at one moment, so
 * that the response is recorded; it has a message integrity code, and ours checks it. The JDK's server has a nonce that can not
 * be foreseen, so {@link #client} is what to subtract there, and sends no time, so its clients send no such code.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class NtlmServer {
    private static final String MECHANISM = "NTLM";
    private static final Seams SEAMS =
            Setting.repeating(Setting.octets("0123456789abcdef"), Instant.parse("2026-11-26T12:00:00Z"));

    private final ServerSide server = Setting.server(new NtlmMechanism(), "{PLAIN}" + Setting.PASSWORD, SEAMS);
    private final ClientSide client = Setting.client(new NtlmMechanism(), SEAMS);
    private final Credentials credentials = Setting.credentials();
    private final byte[] negotiate =
            Setting.sent(Setting.open(client, MECHANISM, credentials).start()).clone();
    private final byte[] authenticate =
            authenticate(Setting.challenge(Setting.open(server, MECHANISM).start(negotiate.clone())));

    private final SaslServerFactory factory = JdkSasl.serverFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();
    private final byte[] theirChallenge;

    public NtlmServer() {
        try {
            theirChallenge = theirs().evaluateResponse(negotiate.clone());
        } catch (SaslException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void allAccept() throws SaslException {
        countersign();
        jdkFactoryKept();
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(negotiate.clone()));
        return Setting.success(exchange.respond(authenticate.clone()));
    }

    /** The same by two threads at a time: what they share shows. */
    @Benchmark
    @Threads(2)
    public ServerReply countersignOnTwoThreads() {
        return countersign();
    }

    /** The client's part alone, as the one below has it. */
    @Benchmark
    public byte[] client() {
        return authenticate(theirChallenge);
    }

    @Benchmark
    public String jdkFactoryKept() throws SaslException {
        SaslServer jdk = theirs();
        jdk.evaluateResponse(authenticate(jdk.evaluateResponse(negotiate.clone())));
        JdkSasl.requireComplete(jdk.isComplete());
        return jdk.getAuthorizationID();
    }

    private SaslServer theirs() throws SaslException {
        return factory.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), callbacks);
    }

    private byte[] authenticate(byte[] challenge) {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        byte[] response = Setting.sent(exchange.challenge(challenge.clone())).clone();
        Setting.now(exchange.outcome(true, null));
        return response;
    }
}
