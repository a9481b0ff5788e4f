package org.countersign.credentials.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;

/** Fields to post (RFC 6749, appendix B); octets throughout, because among the values are secrets. */
final class Form {
    private static final String PLAIN = "*-._";
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> parts = new ArrayList<>();

    /** The same form with one more field. */
    Form with(String name, String value) {
        return with(name, Utf8.encode(value));
    }

    /** The same form with one more field, whose value is copied. */
    Form with(String name, Secret value) {
        return with(name, value.octets());
    }

    private Form with(String name, byte[] value) {
        parts.add(Utf8.encode((parts.isEmpty() ? "" : "&") + name + "="));
        parts.add(encoded(value));
        return this;
    }

    /** The octets to send, for the caller to wipe; the form itself is wiped, and of no more use. */
    byte[] encode() {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
            Arrays.fill(part, (byte) 0);
        }
        parts.clear();
        return all.array();
    }

    private static byte[] encoded(byte[] value) {
        ByteBuffer encoded = ByteBuffer.allocate(3 * value.length);
        for (byte b : value) {
            if (Character.isLetterOrDigit(b) || (b > 0 && PLAIN.indexOf(b) >= 0)) {
                encoded.put(b);
            } else {
                encoded.put((byte) '%').put(HEX[(b >> 4) & 15]).put(HEX[b & 15]);
            }
        }
        byte[] exact = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return exact;
    }

    /** A client that says who it is in the header (RFC 6749, section 2.3.1). */
    record Client(String id, Secret secret) {
        String basic() {
            byte[] name = encoded(Utf8.encode(id));
            byte[] password = encoded(secret.octets());
            ByteBuffer both = ByteBuffer.allocate(name.length + 1 + password.length)
                    .put(name)
                    .put((byte) ':')
                    .put(password);
            try {
                return "Basic " + Base64.getEncoder().encodeToString(both.array());
            } finally {
                Arrays.fill(password, (byte) 0);
                Arrays.fill(both.array(), (byte) 0);
            }
        }
    }
}
