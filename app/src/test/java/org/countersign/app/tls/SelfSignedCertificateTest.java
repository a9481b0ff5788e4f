package org.countersign.app.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
    private final SelfSignedCertificate made = SelfSignedCertificate.forLocalhost();
    private final X509Certificate certificate = made.certificate();

    @Test
    void isForLocalhost() throws GeneralSecurityException {
        assertThat(certificate.getSubjectX500Principal()).hasToString("CN=localhost");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getBasicConstraints()).as("is no issuer").isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).isEqualTo(List.of("1.3.6.1.5.5.7.3.1"));
    }

    @Test
    void isSignedWithItsOwnKeyOnP256() throws GeneralSecurityException {
        certificate.verify(certificate.getPublicKey());
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
    }

    @Test
    void isValidFromYesterdayForThirtyDays() throws GeneralSecurityException {
        certificate.checkValidity();
        Instant begin = certificate.getNotBefore().toInstant();
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(Duration.between(begin, certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(30));
    }

    @Test
    void eachIsAnother() {
        SelfSignedCertificate other = SelfSignedCertificate.forLocalhost();
        assertThat(other.key()).isNotEqualTo(made.key());
        assertThat(other.certificate().getSerialNumber()).isNotEqualTo(certificate.getSerialNumber());
    }

    @Test
    void canBeWrittenAsPem() throws GeneralSecurityException {
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(made.certificatePem().getBytes(US_ASCII))))
                .isEqualTo(certificate);
        assertThat(made.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void doesNotShowItsKey() {
        assertThat(made).hasToString("SelfSignedCertificate[CN=localhost]");
    }
}
