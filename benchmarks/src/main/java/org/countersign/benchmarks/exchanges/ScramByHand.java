package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.sasl.Seams;

/**
 * SCRAM-SHA-256 as somebody writes it who needs nothing else: no framework, no limits, no audit, no names that need
 * preparation, nobody unknown.
 */
final class ScramByHand {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /** What is stored. */
    record Stored(String salt, int iterations, byte[] storedKey, byte[] serverKey) {}

    /** Between the two messages. */
    record Greeted(String user, Stored stored, String bare, String challenge, String nonce) {}

    private final Map<String, Stored> users;
    private final Seams seams;

    ScramByHand(Map<String, Stored> users, Seams seams) {
        this.users = users;
        this.seams = seams;
    }

    Greeted greet(byte[] clientFirst) {
        String message = new String(clientFirst, StandardCharsets.UTF_8);
        String bare = message.substring("n,,".length());
        int comma = bare.indexOf(',');
        String user = bare.substring("n=".length(), comma);
        byte[] random = new byte[18];
        seams.fillNonce(random);
        String nonce = bare.substring(comma + ",r=".length()) + BASE64.encodeToString(random);
        Stored stored = users.get(user);
        if (stored == null) {
            throw new IllegalStateException("refused");
        }
        String challenge = "r=" + nonce + ",s=" + stored.salt() + ",i=" + stored.iterations();
        return new Greeted(user, stored, bare, challenge, nonce);
    }

    /** The server's final message. */
    byte[] verify(Greeted greeted, byte[] clientFinal) throws GeneralSecurityException {
        String message = new String(clientFinal, StandardCharsets.UTF_8);
        int last = message.lastIndexOf(",p=");
        String withoutProof = message.substring(0, last);
        if (!withoutProof.equals("c=biws,r=" + greeted.nonce())) {
            throw new IllegalStateException("refused");
        }
        byte[] authMessage = authMessage(greeted.bare(), greeted.challenge(), withoutProof);
        byte[] clientKey = xor(
                mac(greeted.stored().storedKey(), authMessage),
                Base64.getDecoder().decode(message.substring(last + ",p=".length())));
        byte[] claimed = MessageDigest.getInstance("SHA-256").digest(clientKey);
        if (!MessageDigest.isEqual(claimed, greeted.stored().storedKey())) {
            throw new IllegalStateException("refused");
        }
        return ("v=" + BASE64.encodeToString(mac(greeted.stored().serverKey(), authMessage)))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The client's final message, from keys that are there already. */
    static byte[] respond(String bare, byte[] challenge, byte[] clientKey, byte[] storedKey)
            throws GeneralSecurityException {
        String text = new String(challenge, StandardCharsets.UTF_8);
        String withoutProof = "c=biws," + text.substring(0, text.indexOf(','));
        byte[] proof = xor(mac(storedKey, authMessage(bare, text, withoutProof)), clientKey);
        return (withoutProof + ",p=" + BASE64.encodeToString(proof)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the server's final message is what somebody with its key sends. */
    static boolean proves(byte[] serverFinal, String bare, byte[] challenge, byte[] serverKey)
            throws GeneralSecurityException {
        String text = new String(challenge, StandardCharsets.UTF_8);
        String withoutProof = "c=biws," + text.substring(0, text.indexOf(','));
        byte[] signature = mac(serverKey, authMessage(bare, text, withoutProof));
        byte[] sent =
                Base64.getDecoder().decode(new String(serverFinal, StandardCharsets.UTF_8).substring("v=".length()));
        return MessageDigest.isEqual(signature, sent);
    }

    private static byte[] authMessage(String bare, String challenge, String withoutProof) {
        return (bare + "," + challenge + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] mac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] xor(byte[] into, byte[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] ^= other[i];
        }
        return into;
    }
}
