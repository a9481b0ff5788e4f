package org.countersign.app;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.countersign.sasl.digestmd5.DigestMd5Options;
import org.countersign.sasl.digestmd5.LayerCipher;
import org.countersign.sasl.digestmd5.Qop;
import picocli.CommandLine.Option;

/** The security layers of DIGEST-MD5; nothing of this makes a side offer or choose DIGEST-MD5. */
@NotThreadSafe
final class DigestMd5Choices {
    static final String NAME = "DIGEST-MD5";

    @Option(
            names = "--protect",
            split = ",",
            paramLabel = "QOP",
            description =
                    "DIGEST-MD5: no protection but these, of ${COMPLETION-CANDIDATES}. Without it a server offers auth,"
                            + " and a client without TLS takes the best that it gets.")
    private List<Qop> protections = List.of();

    @Option(
            names = "--ciphers",
            split = ",",
            paramLabel = "CIPHER",
            description =
                    "DIGEST-MD5: the ciphers of auth-conf, the best first, of ${COMPLETION-CANDIDATES}; without it"
                            + " 3des and rc4.")
    private List<LayerCipher> ciphers = List.of();

    /** Whether something was chosen. */
    boolean any() {
        return !protections.isEmpty() || !ciphers.isEmpty();
    }

    /** The mechanism, which offers and accepts what was chosen. */
    DigestMd5Mechanism mechanism() {
        DigestMd5Options options = DigestMd5Options.safe();
        if (!protections.isEmpty()) {
            Qop[] chosen = protections.toArray(Qop[]::new);
            options = options.offering(chosen).accepting(chosen);
        }
        return new DigestMd5Mechanism(
                ciphers.isEmpty() ? options : options.sealing(ciphers.toArray(LayerCipher[]::new)));
    }

    /** These mechanisms, but DIGEST-MD5 as it was chosen. */
    Catalogue in(Catalogue all) {
        return Catalogue.of(all.all().stream().map(this::chosen).toArray(MechanismProvider[]::new));
    }

    private Mechanism chosen(Mechanism mechanism) {
        return mechanism.info().name().equals(NAME) ? mechanism() : mechanism;
    }
}
