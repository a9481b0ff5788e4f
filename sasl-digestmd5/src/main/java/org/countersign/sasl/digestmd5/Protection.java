package org.countersign.sasl.digestmd5;

import java.util.List;
import org.countersign.sasl.ConnectionFacts;
import org.jspecify.annotations.Nullable;

/**
 * What the client chooses of a challenge.
 *
 * @param qop in the server's spelling (DIG-17)
 */
record Protection(String qop, LayerTerms terms) {
    private static final List<Qop> STRONGEST_FIRST = List.of(Qop.AUTH_CONF, Qop.AUTH_INT, Qop.AUTH);
    private static final List<Qop> WEAKEST_FIRST = List.of(Qop.values());

    /**
     * The strongest that both sides take (DIG-41), or null. Where there is TLS a layer would protect nothing more, so it is
     * taken only from a server that offers nothing else.
     */
    static @Nullable Protection choose(DigestChallenge challenge, DigestMd5Options options, ConnectionFacts facts) {
        for (Qop qop : facts.tls() == null ? STRONGEST_FIRST : WEAKEST_FIRST) {
            boolean acceptable = options.accepted().contains(qop) && (qop == Qop.AUTH || facts.layersPossible());
            Protection protection = acceptable ? offered(challenge, qop, options) : null;
            if (protection != null) {
                return protection;
            }
        }
        return null;
    }

    private static @Nullable Protection offered(DigestChallenge challenge, Qop qop, DigestMd5Options options) {
        LayerCipher cipher = qop == Qop.AUTH_CONF ? best(challenge.ciphers(), options.ciphers()) : null;
        LayerTerms terms = new LayerTerms(qop, cipher, challenge.maxBuffer());
        for (String spelled : challenge.qops()) {
            if (Qop.find(spelled) == qop && terms.isPossible(options)) {
                return new Protection(spelled, terms);
            }
        }
        return null;
    }

    private static @Nullable LayerCipher best(List<String> offered, List<LayerCipher> acceptable) {
        for (LayerCipher cipher : acceptable) {
            boolean shared = offered.stream().anyMatch(spelled -> LayerCipher.find(spelled) == cipher);
            if (shared && cipher.isPermitted()) {
                return cipher;
            }
        }
        return null;
    }
}
