package org.countersign.benchmarks.exchanges;

import java.util.HexFormat;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.wildfly.security.auth.callback.CredentialCallback;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.DigestPassword;
import org.wildfly.security.sasl.digest.DigestServerFactory;

/**
 * The server's side of DIGEST-MD5 with the right response, {@code qop=auth}, from a stored hash; the JDK's has a password,
 * and hashes it. As with CRAM-MD5, {@link #client} is what to subtract from the JDK's, and from Elytron's.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class DigestMd5Server {
    private static final String MECHANISM = "DIGEST-MD5";
    private static final byte[] NONCE = Setting.octets("0123456789abcdef");

    private final byte[] hash = DigestMd5ByHand.hash(Setting.USER, Setting.HOST, Setting.PASSWORD);
    private final ServerSide server = Setting.server(
            new DigestMd5Mechanism(), "{DIGEST-MD5}" + HexFormat.of().formatHex(hash), Setting.repeating(NONCE));
    private final DigestMd5ByHand byHand = new DigestMd5ByHand(Map.of(Setting.USER, hash), Setting.repeating(NONCE));
    private final byte[] challenge =
            Setting.challenge(Setting.open(server, MECHANISM).start(null));
    private final byte[] response = DigestMd5ByHand.respond(Setting.USER, hash, challenge);
    private final byte[] responseByHand = DigestMd5ByHand.respond(Setting.USER, hash, byHand.challenge(byHand.nonce()));

    private final SaslServerFactory factory = JdkSasl.serverFactory(MECHANISM);
    private final CallbackHandler callbacks = JdkSasl.callbacks();

    private final SaslServerFactory elytron = new DigestServerFactory(WildFlyElytronPasswordProvider.getInstance());
    private final CallbackHandler elytronCallbacks = elytronCallbacks(hash);

    private static CallbackHandler elytronCallbacks(byte[] hash) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof CredentialCallback asked) {
                    asked.setCredential(new PasswordCredential(DigestPassword.createRaw(
                            DigestPassword.ALGORITHM_DIGEST_MD5, Setting.USER, Setting.HOST, hash)));
                } else if (callback instanceof AuthorizeCallback asked) {
                    asked.setAuthorized(asked.getAuthenticationID().equals(asked.getAuthorizationID()));
                }
            }
        };
    }

    @Setup
    public void allAccept() throws SaslException {
        countersign();
        byHand();
        jdkFactoryKept();
        jdkCreateSaslServer();
        elytronFactoryKept();
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(null));
        Setting.challenge(exchange.respond(response.clone()));
        return Setting.success(exchange.respond(new byte[0]));
    }

    @Benchmark
    public byte[] byHand() {
        String nonce = byHand.nonce();
        // what is sent counts as well
        byte[] answer = byHand.challenge(nonce).length > 0 ? byHand.verify(nonce, responseByHand.clone()) : new byte[0];
        if (answer.length == 0) {
            throw new IllegalStateException("refused");
        }
        return answer;
    }

    /** The client's part alone, as the three below have it. */
    @Benchmark
    public byte[] client() {
        return DigestMd5ByHand.respond(Setting.USER, hash, challenge);
    }

    @Benchmark
    public String jdkFactoryKept() throws SaslException {
        return exchange(factory.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), callbacks));
    }

    @Benchmark
    public String jdkCreateSaslServer() throws SaslException {
        return exchange(Sasl.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), callbacks));
    }

    @Benchmark
    public String elytronFactoryKept() throws SaslException {
        return exchange(elytron.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), elytronCallbacks));
    }

    private String exchange(SaslServer peer) throws SaslException {
        byte[] fresh = peer.evaluateResponse(new byte[0]);
        peer.evaluateResponse(DigestMd5ByHand.respond(Setting.USER, hash, fresh));
        JdkSasl.requireComplete(peer.isComplete());
        return peer.getAuthorizationID();
    }
}
