package org.countersign.benchmarks.exchanges;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The client's side of NTLM, from the password: the responses of NTLMv2 and of LMv2 to a challenge of the JDK's server, which
 * has no time in it, so that neither client sends a message integrity code.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class NtlmClient {
    private static final String MECHANISM = "NTLM";
    private static final Map<String, String> NTLM_V2 =
            Map.of("com.sun.security.sasl.ntlm.version", "LMv2/NTLMv2"); // as ours

    private final ClientSide client = Setting.client(new NtlmMechanism(), Seams.system());
    private final Credentials credentials = Setting.credentials();

    private final SaslClientFactory factory = JdkSasl.clientFactory(MECHANISM);
    private final SaslServerFactory servers = JdkSasl.serverFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    private byte[] challenge = new byte[0];

    @Setup
    public void allAreAccepted() throws SaslException {
        SaslServer server = challenged();
        server.evaluateResponse(countersign());
        JdkSasl.requireComplete(server.isComplete());
        server = challenged();
        server.evaluateResponse(jdkFactoryKept());
        JdkSasl.requireComplete(server.isComplete());
    }

    private SaslServer challenged() throws SaslException {
        SaslServer server = servers.createSaslServer(MECHANISM, "smtp", Setting.HOST, NTLM_V2, callbacks);
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        challenge = server.evaluateResponse(Setting.sent(exchange.start()).clone());
        exchange.close();
        return server;
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        byte[] response = Setting.sent(exchange.challenge(challenge.clone())).clone(); // the exchange wipes its own
        Setting.now(exchange.outcome(true, null));
        return response;
    }

    @Benchmark
    public byte[] jdkFactoryKept() throws SaslException {
        SaslClient jdk =
                factory.createSaslClient(new String[] {MECHANISM}, null, "smtp", Setting.HOST, NTLM_V2, callbacks);
        jdk.evaluateChallenge(new byte[0]);
        return jdk.evaluateChallenge(challenge.clone());
    }
}
