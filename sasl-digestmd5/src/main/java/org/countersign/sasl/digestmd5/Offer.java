package org.countersign.sasl.digestmd5;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What all challenges of a server have in common that have the same realms.
 *
 * @param qops the qualities that are offered
 * @param sample a challenge with these terms
 * @param terms encoded once for all
 */
record Offer(Set<Qop> qops, DigestChallenge sample, byte[] terms) {

    static Offer of(Set<Qop> qops, DigestMd5Options options) {
        boolean conceals = qops.contains(Qop.AUTH_CONF);
        boolean layered = conceals || qops.contains(Qop.AUTH_INT);
        DigestChallenge sample = new DigestChallenge(
                List.of(),
                new byte[0],
                qops.stream().map(Qop::toString).toList(),
                conceals ? options.ciphers().stream().map(LayerCipher::toString).toList() : List.of(),
                layered ? options.maxBuffer() : DigestChallenge.DEFAULT_BUFFER,
                true,
                false);
        return new Offer(Collections.unmodifiableSet(EnumSet.copyOf(qops)), sample, sample.terms());
    }

    /** The same with these realms. */
    Offer in(List<String> realms) {
        DigestChallenge other = new DigestChallenge(
                realms, sample.nonce(), sample.qops(), sample.ciphers(), sample.maxBuffer(), true, false);
        return new Offer(qops, other, other.terms());
    }

    List<String> realms() {
        return sample.realms();
    }

    /** The octets of a challenge. */
    byte[] challenge(byte[] nonce, boolean stale) {
        return DigestChallenge.encode(nonce, terms, stale);
    }
}
