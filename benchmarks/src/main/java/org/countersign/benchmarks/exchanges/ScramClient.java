package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The client's side of SCRAM-SHA-256 with keys that are kept from an earlier login, the server's proof checked. Both draw a
 * nonce and then use a known one, so that what the server sends is recorded.
 */
@State(Scope.Benchmark)
@ThreadSafe
public class ScramClient {
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int RANDOM = 18;
    private static final Seams SEAMS = Setting.repeating(Setting.octets("0123456789abcdef01"));

    private final ClientSide client = Setting.client(new ScramMechanisms(), SEAMS);
    private final Credentials credentials = new KeyKept(Setting.credentials());
    private final byte[] serverFirst;
    private final byte[] serverFinal;
    private final byte[] clientKey;
    private final byte[] storedKey;
    private final byte[] serverKey;

    public ScramClient() {
        try {
            ServerSide server = Setting.server(new ScramMechanisms(), "{PLAIN}" + Setting.PASSWORD, SEAMS);
            ServerExchange serving = Setting.open(server, MECHANISM);
            ClientExchange asking = Setting.open(client, MECHANISM, credentials);
            serverFirst = Setting.challenge(serving.start(Setting.sent(asking.start())));
            serverFinal = Setting.challenge(serving.respond(Setting.sent(asking.challenge(serverFirst.clone()))));
            String[] fields = new String(serverFirst, StandardCharsets.US_ASCII).split(",", -1);
            byte[] salt = Base64.getDecoder().decode(fields[1].substring("s=".length()));
            int iterations = Integer.parseInt(fields[2].substring("i=".length()));
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(Setting.PASSWORD.toCharArray(), salt, iterations, 256))
                    .getEncoded();
            clientKey = ScramByHand.mac(salted, Setting.octets("Client Key"));
            storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            serverKey = ScramByHand.mac(salted, Setting.octets("Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void allAgree() throws GeneralSecurityException {
        Agreement.of(countersign(), byHand());
    }

    @Benchmark
    public byte[] countersign() {
        ClientExchange exchange = Setting.open(client, MECHANISM, credentials);
        Setting.now(exchange.start());
        byte[] proof = Setting.sent(exchange.challenge(serverFirst.clone())).clone();
        Setting.sent(exchange.challenge(serverFinal.clone()));
        Setting.now(exchange.outcome(true, null));
        return proof;
    }

    @Benchmark
    public byte[] byHand() throws GeneralSecurityException {
        byte[] random = new byte[RANDOM];
        SEAMS.fillNonce(random);
        String bare = "n=" + Setting.USER + ",r=" + Base64.getEncoder().encodeToString(random);
        byte[] proof = ScramByHand.respond(bare, serverFirst, clientKey, storedKey);
        if (!ScramByHand.proves(serverFinal, bare, serverFirst, serverKey)) {
            throw new IllegalStateException("not the server");
        }
        return proof;
    }
}
