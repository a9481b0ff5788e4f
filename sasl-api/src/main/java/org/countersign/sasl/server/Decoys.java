package org.countersign.sasl.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifiers of users who do not exist (SEC-04). A kind of which the client sees a part gets one from a keyed hash of kind,
 * user and realm, which stays the same across restarts and machines that share the key (SCRAM-23); all others share one.
 */
final class Decoys {
    /** Keyed, and only copied. */
    private final Mac keyed;

    private final Map<VerifierKind<?>, List<?>> realEntries;
    private final Map<VerifierKind<?>, Object> shared = new ConcurrentHashMap<>();
    private final Account nobody = Account.of("nobody");

    Decoys(@Nullable Secret secret, Map<VerifierKind<?>, List<?>> realEntries) {
        byte[] key = secret == null ? new byte[32] : secret.octets().clone();
        if (secret == null) {
            Seams.system().fillNonce(key);
        }
        this.keyed = keyed(key);
        this.realEntries = Map.copyOf(realEntries);
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /** An account without entries. */
    Account nobody() {
        return nobody;
    }

    /** The decoy for a user, by the canonical name. */
    <V> V of(VerifierKind<V> kind, String user, String realm) {
        return kind.visible() ? make(kind, user, realm) : shared(kind);
    }

    /** Safe: a decoy is stored only under the kind that made it. */
    @SuppressWarnings("unchecked")
    private <V> V shared(VerifierKind<V> kind) {
        Object known = shared.get(kind);
        return known != null ? (V) known : (V) shared.computeIfAbsent(kind, absent -> make(kind, "", ""));
    }

    private <V> V make(VerifierKind<V> kind, String user, String realm) {
        OctetSource octets = (label, count) -> octets(count, kind.scheme(), user, realm, label);
        return kind.decoy(octets, like(kind, octets));
    }

    /** The real entry that a user's decoy looks like, chosen by the user's name. */
    @SuppressWarnings("unchecked") // the builder puts only a kind's own verifiers under it
    private <V> Optional<V> like(VerifierKind<V> kind, OctetSource octets) {
        List<V> entries = (List<V>) realEntries.getOrDefault(kind, List.of());
        if (entries.size() < 2) {
            return entries.stream().findFirst();
        }
        int choice = ByteBuffer.wrap(octets.next("like", 4)).getInt();
        return Optional.of(entries.get(Math.floorMod(choice, entries.size())));
    }

    private byte[] octets(int count, String... parts) {
        try {
            Mac mac = (Mac) keyed.clone();
            byte[] all = new byte[count];
            for (int block = 0, done = 0; done < count; block++) {
                for (String part : parts) {
                    byte[] text = part.getBytes(StandardCharsets.UTF_8);
                    // the length first, so that no two lists of parts have the same octets
                    mac.update(ByteBuffer.allocate(4).putInt(text.length).array());
                    mac.update(text);
                }
                byte[] octets = mac.doFinal(ByteBuffer.allocate(4).putInt(block).array());
                int part = Math.min(octets.length, count - done);
                System.arraycopy(octets, 0, all, done, part);
                Arrays.fill(octets, (byte) 0);
                done += part;
            }
            return all;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's HmacSHA256 can be copied", e);
        }
    }
}
