package org.countersign.benchmarks.exchanges;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;

/** A connection on which both sides have shown a certificate: the same one, since EXTERNAL reads none. */
@Immutable
final class MutualTls {
    /** Self-signed, of {@link Setting#USER}; its key is nowhere. */
    static final Certificate CERTIFICATE = parse("""
            -----BEGIN CERTIFICATE-----
            MIIBczCCARmgAwIBAgIUR0i23tRDG93/ZSBZ5OLLzgD3mcIwCgYIKoZIzj0EAwIw
            DjEMMAoGA1UEAwwDdGltMCAXDTI2MTEyNjIyMDMxNVoYDzIxMjYxMTAyMjIwMzE1
            WjAOMQwwCgYDVQQDDAN0aW0wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASR7tt2
            +hSstuNH94WPJ2Q5vwLx1atS2ns3GKx7m6DNYnRPnX/IJ8M97ViWzlFPK927lDUI
            FRvM9HBMjJecyIlzo1MwUTAdBgNVHQ4EFgQU5bpGwNCntqxhOkXWi+ZUH1C2LuAw
            HwYDVR0jBBgwFoAU5bpGwNCntqxhOkXWi+ZUH1C2LuAwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNIADBFAiEA/W/iFdse7iDS5jmZPsFqVHQpVBuga8xcZ7sK
            z2cKREYCIEx2pjYMb+8fzjLyVJCle3Znr9lQXlwKG7D9rm9TsQp1
            -----END CERTIFICATE-----
            """);

    static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", Setting.HOST)
            .tls(new TlsFacts("TLSv1.3", CERTIFICATE, List.of(CERTIFICATE), true))
            .peerAddress("192.0.2.1")
            .build();

    private MutualTls() {}

    /** The certificate of the other side. */
    static Certificate peer(ConnectionFacts facts) {
        return Objects.requireNonNull(facts.tls()).peerCertificates().get(0);
    }

    private static Certificate parse(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Setting.octets(pem)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
