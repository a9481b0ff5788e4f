package org.countersign.sasl.oauthbearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers a message may be for. */
class DestinationTest {
    /**
     * Alternative names DNS smtp.example.net, DNS *.example.org, IP 192.0.2.1, e-mail tim@example.com: made by
     * {@code openssl req -x509 -newkey ed25519 -nodes -subj /CN=x -days 36500 -addext subjectAltName=...}.
     */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCASagAwIBAgIUcVD0mBCnfvDgEulwFQB+qc7rjy0wBQYDK2VwMAwxCjAI
            BgNVBAMMAXgwIBcNMjYxMTI2MTgxMzAzWhgPMjEyNjExMDIxODEzMDNaMAwxCjAI
            BgNVBAMMAXgwKjAFBgMrZXADIQAVMhEM/JDJ1K7wIcD3b91q09otbUNaVUkPs5+G
            +kjeQ6OBlzCBlDAdBgNVHQ4EFgQU5pPktZCw5rrmKtNHe05DvnweTlQwHwYDVR0j
            BBgwFoAU5pPktZCw5rrmKtNHe05DvnweTlQwDwYDVR0TAQH/BAUwAwEB/zBBBgNV
            HREEOjA4ghBzbXRwLmV4YW1wbGUubmV0gg0qLmV4YW1wbGUub3JnhwTAAAIBgQ90
            aW1AZXhhbXBsZS5jb20wBQYDK2VwA0EAkJRd109jOXkJEy6qHkck7CJFnpMPbGnK
            BI0g7LgLLTy3mfGFCVR+y5f4+iSEZN6xhpq6Os23VntamsJIwEtVDQ==
            -----END CERTIFICATE-----
            """;

    private static final String WITHOUT_NAMES = """
            -----BEGIN CERTIFICATE-----
            MIIBLjCB4aADAgECAhR9lcwKkFI/i/xA2yLTfMR2w+OOzDAFBgMrZXAwDDEKMAgG
            A1UEAwwBeDAgFw0yNjExMjYxODEzMDNaGA8yMTI2MTEwMjE4MTMwM1owDDEKMAgG
            A1UEAwwBeDAqMAUGAytlcAMhAOTtz4U5rjqqmXpkGQz9F1LiVpepicUJoOQhzO7Q
            w5Aao1MwUTAdBgNVHQ4EFgQUWMomG/MCD2pmUDW7Pj/xza62n0QwHwYDVR0jBBgw
            FoAUWMomG/MCD2pmUDW7Pj/xza62n0QwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD
            QQBMVzp+UAA1jSqx1WzBSTZrwIqdMSFEEJ0HugW8JmwIhicoV841em8RFLxUHmZC
            bnifKY3J/xMCkUD+0Jt9QvYA
            -----END CERTIFICATE-----
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", "mail.example.com", "MAIL.Example.COM"})
    @Requirement("OAUTH-04")
    void isTheServersNameOrNone_OAUTH04(String host) {
        assertThat(new Destination(host, 0).is(facts(null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp.example.net", "SMTP.example.net", "mx.example.org", "192.0.2.1", "mail.example.com"})
    @Requirement("OAUTH-04")
    void isANameInTheCertificate_OAUTH04(String host) throws Exception {
        assertThat(new Destination(host, 0).is(facts(certificate(CERTIFICATE)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.example.net",
                "mx.smtp.example.net",
                "example.org",
                ".example.org",
                "a.mx.example.org",
                "*.example.net",
                "192.0.2.2",
                "tim@example.com",
                "x"
            })
    @Requirement("OAUTH-04")
    void isNoOtherName_OAUTH04(String host) throws Exception {
        assertThat(new Destination(host, 0).is(facts(certificate(CERTIFICATE)))).isFalse();
        assertThat(new Destination(host, 0).is(facts(certificate(WITHOUT_NAMES))))
                .isFalse();
        assertThat(new Destination(host, 0).is(facts(null))).isFalse();
    }

    @Test
    @Requirement("OAUTH-04")
    void isAnAlias_OAUTH04() {
        ConnectionFacts known = ConnectionFacts.of("smtp", "mail.example.com")
                .aliases("localhost", "smtp.example.com")
                .build();

        assertThat(new Destination("SMTP.example.com", 0).is(known)).isTrue();
        assertThat(new Destination("imap.example.com", 0).is(known)).isFalse();
    }

    @Test
    void isNoNameInACertificateOfAnotherKind() {
        assertThat(new Destination("smtp.example.net", 0).is(facts(new Other())))
                .isFalse();
    }

    @Test
    @Requirement("OAUTH-04")
    void isThePortIfThatIsKnown_OAUTH04() {
        ConnectionFacts known =
                ConnectionFacts.of("smtp", "mail.example.com").port(587).build();

        assertThat(new Destination("", 587).is(known)).isTrue();
        assertThat(new Destination("", 0).is(known)).isTrue();
        assertThat(new Destination("", 25).is(known)).isFalse();
        assertThat(new Destination("", 25).is(facts(null))).isTrue();
    }

    private static ConnectionFacts facts(Certificate own) {
        return ConnectionFacts.of("smtp", "mail.example.com")
                .tls(own == null ? null : new TlsFacts("TLSv1.3", own, List.of(), false))
                .build();
    }

    private static Certificate certificate(String pem) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static final class Other extends Certificate {
        private static final long serialVersionUID = 1;

        Other() {
            super("OpenPGP");
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }

        @Override
        public void verify(PublicKey key) {}

        @Override
        public void verify(PublicKey key, String provider) {}

        @Override
        public String toString() {
            return "other";
        }

        @Override
        public PublicKey getPublicKey() {
            return null;
        }
    }
}
