package org.countersign.benchmarks.primitives;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.benchmarks.Agreement;
import org.countersign.benchmarks.Jdk;
import org.countersign.sasl.Secret;
import org.countersign.sasl.scram.ScramHash;
import org.countersign.sasl.scram.ScramKind;
import org.countersign.sasl.scram.ScramVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a password to the keys of SCRAM-SHA-256 with 4096 iterations: what a client does once for each server. */
@State(Scope.Thread)
@NotThreadSafe
public class ScramKeys {
    private static final int ITERATIONS = 4096;

    private final byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private final char[] password = "tanstaaftanstaaf".toCharArray();
    private final Secret secret = Secret.utf8(password);
    private final ScramKind kind = new ScramKind(ScramHash.SHA_256);

    @Setup
    public void allAgree() throws GeneralSecurityException {
        Agreement.of(
                kind.format(countersign()).getBytes(StandardCharsets.US_ASCII),
                jdkSecretKeyFactory().getBytes(StandardCharsets.US_ASCII),
                jdkMacReused().getBytes(StandardCharsets.US_ASCII));
    }

    @Benchmark
    public ScramVerifier countersign() {
        return kind.derive(secret, "tim", "", (label, count) -> salt).orElseThrow();
    }

    @Benchmark
    public String jdkSecretKeyFactory() throws GeneralSecurityException {
        return verifier(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password, salt, ITERATIONS, 256))
                .getEncoded());
    }

    @Benchmark
    public String jdkMacReused() throws GeneralSecurityException {
        Mac mac = Jdk.mac("HmacSHA256", secret.octets());
        mac.update(salt);
        byte[] u = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = u.clone();
        for (int i = 1; i < ITERATIONS; i++) {
            mac.update(u);
            mac.doFinal(u, 0);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= u[j];
            }
        }
        return verifier(result);
    }

    private String verifier(byte[] saltedPassword) throws GeneralSecurityException {
        Mac mac = Jdk.mac("HmacSHA256", saltedPassword);
        byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] serverKey = mac.doFinal("Server Key".getBytes(StandardCharsets.US_ASCII));
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        Base64.Encoder base64 = Base64.getEncoder();
        return ITERATIONS + "," + base64.encodeToString(salt) + "," + base64.encodeToString(storedKey) + ","
                + base64.encodeToString(serverKey);
    }
}
