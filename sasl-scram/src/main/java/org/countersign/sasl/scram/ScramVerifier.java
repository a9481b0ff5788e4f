package org.countersign.sasl.scram;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crypto.ConstantTime;
import org.jspecify.annotations.Nullable;

/**
 * What a server stores (RFC 5802, section 3): salt, iteration count, StoredKey and ServerKey. Whoever steals it can try
 * passwords on it, and pretend to be the server, but not log in.
 */
@ThreadSafe
public final class ScramVerifier {
    /** Dovecot's {@code iterations,salt,StoredKey,ServerKey}. */
    private static final Pattern DOVECOT = Pattern.compile("([1-9]\\d{0,8}),([^,]+),([^,]+),([^,]+)");

    /** RFC 5803, section 2: {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey} (SCRAM-24). */
    private static final Pattern RFC_5803 =
            Pattern.compile("(?:(SCRAM-SHA[A-Z0-9-]+)\\$)?([1-9]\\d{0,8}):([^:$]+)\\$([^:$]+):([^:$]+)");

    private final ScramHash hash;
    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;
    private final HmacKey forClient;
    private final HmacKey forServer;

    /** Takes the arrays over. */
    private ScramVerifier(ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.hash = hash;
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
        this.forClient = HmacKey.of(hash, storedKey);
        this.forServer = HmacKey.of(hash, serverKey);
    }

    private ScramVerifier(ScramVerifier keys, int iterations, byte[] salt) {
        this.hash = keys.hash;
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = keys.storedKey;
        this.serverKey = keys.serverKey;
        this.forClient = keys.forClient;
        this.forServer = keys.forServer;
    }

    /** A verifier that nobody's proof fits: nobody knows a key of which zeros are the hash. */
    static ScramVerifier ofNobody(ScramHash hash, int iterations, int salt) {
        return new ScramVerifier(hash, iterations, new byte[salt], new byte[hash.length()], new byte[hash.length()]);
    }

    /** The same keys behind another appearance. */
    ScramVerifier with(int otherIterations, byte[] otherSalt) {
        return new ScramVerifier(this, otherIterations, otherSalt);
    }

    /** From ClientKey and ServerKey, which stay the caller's. */
    static ScramVerifier of(ScramHash hash, int iterations, byte[] salt, Secret keys) {
        byte[] clientKey = ScramKeys.clientKey(hash, keys);
        byte[] storedKey = hash.digest().digest(clientKey);
        Arrays.fill(clientKey, (byte) 0);
        return new ScramVerifier(hash, iterations, salt, storedKey, ScramKeys.serverKey(hash, keys));
    }

    /** From either form; an {@link IllegalArgumentException} quotes nothing of it. */
    static ScramVerifier parse(ScramHash hash, String data) {
        Matcher dovecot = DOVECOT.matcher(data);
        if (dovecot.matches()) {
            return of(hash, dovecot, 1);
        }
        Matcher rfc = RFC_5803.matcher(data);
        if (rfc.matches() && (rfc.group(1) == null || rfc.group(1).equals(hash.mechanism()))) {
            return of(hash, rfc, 2);
        }
        throw new IllegalArgumentException("not iterations,salt,StoredKey,ServerKey");
    }

    private static ScramVerifier of(ScramHash hash, Matcher parts, int first) {
        byte[] salt = decoded(parts.group(first + 1));
        byte[] storedKey = decoded(parts.group(first + 2));
        byte[] serverKey = decoded(parts.group(first + 3));
        if (storedKey.length != hash.length() || serverKey.length != hash.length()) {
            throw new IllegalArgumentException("not the keys of " + hash.mechanism());
        }
        return new ScramVerifier(hash, Integer.parseInt(parts.group(first)), salt, storedKey, serverKey);
    }

    private static byte[] decoded(String base64) {
        byte @Nullable [] octets = CanonicalBase64.decode(base64);
        if (octets == null) {
            throw new IllegalArgumentException("not Base64");
        }
        return octets;
    }

    /** Dovecot's form. */
    String format() {
        return iterations + "," + CanonicalBase64.encode(salt) + "," + CanonicalBase64.encode(storedKey) + ","
                + CanonicalBase64.encode(serverKey);
    }

    /** The form of RFC 5803, as LDAP directories store it in {@code authPassword}. */
    public String authPassword() {
        return hash.mechanism() + "$" + iterations + ":" + CanonicalBase64.encode(salt) + "$"
                + CanonicalBase64.encode(storedKey) + ":" + CanonicalBase64.encode(serverKey);
    }

    int iterations() {
        return iterations;
    }

    /** Not to be changed. */
    byte[] salt() {
        return salt;
    }

    /** Whether the proof is one of the client's key (SCRAM-12). */
    boolean accepts(byte[] proof, byte[] authMessage) {
        if (proof.length != hash.length()) {
            return false;
        }
        byte[] clientKey = new byte[hash.length()];
        MessageDigest digest = forClient.macThenDigest(authMessage, clientKey);
        ScramKeys.xor(clientKey, proof);
        byte[] claimed = digest.digest(clientKey);
        Arrays.fill(clientKey, (byte) 0);
        return ConstantTime.equal(claimed, storedKey); // SEC-06
    }

    /** By which the client proves itself (SCRAM-12). */
    byte[] proof(Secret keys, byte[] authMessage) {
        byte[] proof = ScramKeys.clientKey(hash, keys);
        ScramKeys.xor(proof, forClient.mac(authMessage));
        return proof;
    }

    /** By which the server proves itself (SCRAM-12). */
    byte[] signature(byte[] authMessage) {
        return forServer.mac(authMessage);
    }

    @Override
    public String toString() {
        return "ScramVerifier[***]";
    }
}
