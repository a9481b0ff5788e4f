package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DigestMd5Mechanism} may do that not everybody should. Each method returns new options.
 *
 * @param offered the qualities of protection that the server offers; those with a layer only where the connection can have
 *     one
 * @param accepted those that the client takes; it takes the strongest that the server offers (DIG-41)
 * @param ciphers of {@link Qop#AUTH_CONF}, offered and accepted, the best first
 * @param maxBuffer how many octets a buffer of a layer may have that we receive, 4,096 to 16,777,215
 * @param sessions where sessions are kept so that they can be continued without a challenge (RFC 2831, section 2.2); null:
 *     nowhere
 */
@Immutable
public record DigestMd5Options(
        Set<Qop> offered,
        Set<Qop> accepted,
        List<LayerCipher> ciphers,
        int maxBuffer,
        @Nullable SessionStore sessions) {
    private static final int SMALLEST_BUFFER = 4_096;
    static final int LARGEST_BUFFER = 0xff_ffff;

    public DigestMd5Options {
        offered = Set.copyOf(offered);
        accepted = Set.copyOf(accepted);
        ciphers = List.copyOf(ciphers);
        if (maxBuffer < SMALLEST_BUFFER || maxBuffer > LARGEST_BUFFER) {
            throw new IllegalArgumentException("a buffer has 4,096 to 16,777,215 octets");
        }
    }

    /**
     * A server without layers, as TLS protects better and hardly any client has them; a client that takes a layer where
     * there is no TLS, with a key of more than 56 bits.
     */
    public static DigestMd5Options safe() {
        return new DigestMd5Options(
                Set.of(Qop.AUTH),
                Set.of(Qop.values()),
                List.of(LayerCipher.TRIPLE_DES, LayerCipher.RC4),
                DigestChallenge.DEFAULT_BUFFER,
                null);
    }

    /** The server offers these. */
    public DigestMd5Options offering(Qop... qops) {
        return new DigestMd5Options(Set.of(qops), accepted, ciphers, maxBuffer, sessions);
    }

    /** The client takes these, and fails where the server offers none of them. */
    public DigestMd5Options accepting(Qop... qops) {
        return new DigestMd5Options(offered, Set.of(qops), ciphers, maxBuffer, sessions);
    }

    /** Both sides use these ciphers, the best first. */
    public DigestMd5Options sealing(LayerCipher... best) {
        return new DigestMd5Options(offered, accepted, Arrays.asList(best), maxBuffer, sessions);
    }

    /** Both sides receive buffers of at most so many octets. */
    public DigestMd5Options receiving(int octets) {
        return new DigestMd5Options(offered, accepted, ciphers, octets, sessions);
    }

    /**
     * Sessions can be continued, which saves a round. Never those with a layer: its keys and key stream would be used a
     * second time.
     */
    public DigestMd5Options continuing(SessionStore kept) {
        return new DigestMd5Options(offered, accepted, ciphers, maxBuffer, kept);
    }

    /** What is left of these options in this Java runtime. */
    DigestMd5Options withoutForbiddenCiphers() {
        return sealing(ciphers.stream().filter(LayerCipher::isPermitted).toArray(LayerCipher[]::new));
    }
}
