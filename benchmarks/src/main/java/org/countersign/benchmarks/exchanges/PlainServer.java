package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.plain.PlainMechanism;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.wildfly.security.auth.callback.EvidenceVerifyCallback;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.sasl.plain.PlainSaslServerFactory;

/** The server's side of PLAIN with the right password, stored as it is. */
@State(Scope.Benchmark)
@ThreadSafe
public class PlainServer {
    private static final String MECHANISM = "PLAIN";

    private final byte[] message = Setting.octets("\0" + Setting.USER + "\0" + Setting.PASSWORD);
    private final ServerSide server =
            Setting.server(new PlainMechanism(), "{PLAIN}" + Setting.PASSWORD, Seams.system());
    private final Map<String, byte[]> passwords = Map.of(Setting.USER, Setting.octets(Setting.PASSWORD));

    private final SaslServerFactory elytron = new PlainSaslServerFactory();
    private final CallbackHandler callbacks = callbacks();

    private static CallbackHandler callbacks() {
        return callbacks -> {
            boolean known = false;
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback asked) {
                    known = Setting.USER.equals(asked.getDefaultName());
                } else if (callback instanceof EvidenceVerifyCallback asked) {
                    PasswordGuessEvidence guess = asked.getEvidence(PasswordGuessEvidence.class);
                    asked.setVerified(
                            known && guess != null && Setting.PASSWORD.contentEquals(new String(guess.getGuess())));
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
        elytronFactoryKept();
    }

    @Benchmark
    public ServerReply countersign() {
        return Setting.success(Setting.open(server, MECHANISM).start(message.clone()));
    }

    /** The same by two threads at a time: what they share shows. */
    @Benchmark
    @Threads(2)
    public ServerReply countersignOnTwoThreads() {
        return countersign();
    }

    @Benchmark
    public String byHand() {
        byte[] own = message.clone();
        int first = indexOfNul(own, 0);
        int second = indexOfNul(own, first + 1);
        String user = new String(own, first + 1, second - first - 1, StandardCharsets.UTF_8);
        byte[] password = passwords.get(user);
        int length = own.length - second - 1;
        if (password == null
                || password.length != length
                || !ConstantTime.equal(password, 0, own, second + 1, length)) {
            throw new IllegalStateException("refused");
        }
        return user;
    }

    private static int indexOfNul(byte[] octets, int from) {
        int at = from;
        while (octets[at] != 0) {
            at++;
        }
        return at;
    }

    @Benchmark
    public String elytronFactoryKept() throws SaslException {
        SaslServer plain = elytron.createSaslServer(MECHANISM, "smtp", Setting.HOST, Map.of(), callbacks);
        plain.evaluateResponse(message.clone());
        JdkSasl.requireComplete(plain.isComplete());
        return plain.getAuthorizationID();
    }
}
