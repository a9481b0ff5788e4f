package org.countersign.sasl;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an active TLS layer.
 *
 * @param version as the TLS stack names it, such as {@code TLSv1.3}
 * @param localCertificate the certificate that this side presented, or null
 * @param peerCertificates the chain that the other side presented, its own certificate first; empty for none
 * @param peerVerified whether that chain, and for a server's the host name, was verified
 */
@Immutable
public record TlsFacts(
        String version,
        @Nullable Certificate localCertificate,
        List<Certificate> peerCertificates,
        boolean peerVerified) {
    public TlsFacts {
        Objects.requireNonNull(version, "version");
        peerCertificates = List.copyOf(peerCertificates);
    }
}
