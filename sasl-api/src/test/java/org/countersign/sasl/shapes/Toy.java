package org.countersign.sasl.shapes;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.sasl.Utf8;

/** The cryptography of the toy mechanisms, all in hexadecimal text. */
public final class Toy {
    private Toy() {}

    public static String hash(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String proof(String key, String message) {
        return proof(key, Utf8.encode(message));
    }

    public static String proof(String key, byte[]... messages) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Utf8.encode(key), "HmacSHA256"));
            for (byte[] message : messages) {
                mac.update(message);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(Utf8.encode(one), Utf8.encode(other));
    }

    /** The fields of a text, or none if there is another number of them. */
    public static String[] fields(byte[] message, String separator, int number) {
        String text = Utf8.decode(message);
        String[] fields = text == null ? new String[0] : text.split(separator, -1);
        return fields.length == number ? fields : new String[0];
    }
}
