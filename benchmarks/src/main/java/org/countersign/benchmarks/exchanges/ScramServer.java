package org.countersign.benchmarks.exchanges;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.wildfly.security.auth.callback.CredentialCallback;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.ScramDigestPassword;
import org.wildfly.security.sasl.scram.ScramSaslServerFactory;

/**
 * The server's side of SCRAM-SHA-256 with the right proof, from stored keys. Our server and the one by hand draw a nonce and
 * then use a known one, so that the response is recorded; Elytron's can not be foreseen, so {@link #client} is what to
 * subtract there. Elytron stores the salted password, and so derives the keys for each login.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class ScramServer {
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = Setting.octets("0123456789abcdef");
    private static final byte[] NONCE = Setting.octets("0123456789abcdef01");
    private static final String BARE = "n=" + Setting.USER + ",r=rOprNGfwEbeRWgbNEkqO";

    private final byte[] clientFirst = Setting.octets("n,," + BARE);
    private final byte[] saltedPassword;
    private final byte[] clientKey;
    private final byte[] storedKey;
    private final ServerSide server;
    private final ScramByHand byHand;
    private final byte[] challenge;
    private final byte[] clientFinal;

    private final SaslServerFactory elytron = new ScramSaslServerFactory(WildFlyElytronPasswordProvider.getInstance());
    private final CallbackHandler callbacks;

    public ScramServer() {
        try {
            saltedPassword = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(Setting.PASSWORD.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
            clientKey = ScramByHand.mac(saltedPassword, Setting.octets("Client Key"));
            storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] serverKey = ScramByHand.mac(saltedPassword, Setting.octets("Server Key"));
            String salt = Base64.getEncoder().encodeToString(SALT);
            String keys = Base64.getEncoder().encodeToString(storedKey) + ","
                    + Base64.getEncoder().encodeToString(serverKey);
            server = Setting.server(
                    new ScramMechanisms(),
                    "{" + MECHANISM + "}" + ITERATIONS + "," + salt + "," + keys,
                    Setting.repeating(NONCE));
            byHand = new ScramByHand(
                    Map.of(Setting.USER, new ScramByHand.Stored(salt, ITERATIONS, storedKey, serverKey)),
                    Setting.repeating(NONCE));
            challenge = Setting.challenge(Setting.open(server, MECHANISM).start(clientFirst.clone()));
            clientFinal = ScramByHand.respond(BARE, challenge, clientKey, storedKey);
            callbacks = callbacks(saltedPassword);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CallbackHandler callbacks(byte[] saltedPassword) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof CredentialCallback asked) {
                    asked.setCredential(new PasswordCredential(ScramDigestPassword.createRaw(
                            ScramDigestPassword.ALGORITHM_SCRAM_SHA_256, saltedPassword, SALT, ITERATIONS)));
                } else if (callback instanceof AuthorizeCallback asked) {
                    asked.setAuthorized(asked.getAuthenticationID().equals(asked.getAuthorizationID()));
                }
            }
        };
    }

    @Setup
    public void allAccept() throws SaslException, GeneralSecurityException {
        countersign();
        byHand();
        elytronFactoryKept();
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(clientFirst.clone()));
        Setting.challenge(exchange.respond(clientFinal.clone()));
        return Setting.success(exchange.respond(new byte[0]));
    }

    /** The same by two threads at a time: what they share shows. */
    @Benchmark
    @Threads(2)
    public ServerReply countersignOnTwoThreads() {
        return countersign();
    }

    @Benchmark
    public byte[] byHand() throws GeneralSecurityException {
        ScramByHand.Greeted greeted = byHand.greet(clientFirst.clone());
        // what is sent counts as well
        return greeted.challenge().length() == challenge.length
                ? byHand.verify(greeted, clientFinal.clone())
                : new byte[0];
    }

    /** The client's part alone, as the one below has it. */
    @Benchmark
    public byte[] client() throws GeneralSecurityException {
        return ScramByHand.respond(BARE, challenge, clientKey, storedKey);
    }

    @Benchmark
    public String elytronFactoryKept() throws SaslException, GeneralSecurityException {
        SaslServer scram = elytron.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), callbacks);
        byte[] fresh = scram.evaluateResponse(clientFirst.clone());
        scram.evaluateResponse(ScramByHand.respond(BARE, fresh, clientKey, storedKey));
        JdkSasl.requireComplete(scram.isComplete());
        return scram.getAuthorizationID();
    }
}
