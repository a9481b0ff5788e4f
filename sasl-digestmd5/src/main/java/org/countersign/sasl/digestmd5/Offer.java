package org.countersign.sasl.digestmd5;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What all challenges of a server have in common, spelled once.
 *
 * @param spelled the qualities as they are sent
 * @param ciphers as they are sent; empty without {@code auth-conf}
 */
record Offer(Set<Qop> qops, List<String> spelled, List<String> ciphers, int maxBuffer) {

    static Offer of(Set<Qop> qops, DigestMd5Options options) {
        boolean conceals = qops.contains(Qop.AUTH_CONF);
        boolean layered = conceals || qops.contains(Qop.AUTH_INT);
        return new Offer(
                Collections.unmodifiableSet(EnumSet.copyOf(qops)),
                qops.stream().map(Qop::toString).toList(),
                conceals ? options.ciphers().stream().map(LayerCipher::toString).toList() : List.of(),
                layered ? options.maxBuffer() : DigestChallenge.DEFAULT_BUFFER);
    }

    DigestChallenge challenge(List<String> realms, byte[] nonce, boolean stale) {
        return new DigestChallenge(realms, nonce, spelled, ciphers, maxBuffer, true, stale);
    }
}
