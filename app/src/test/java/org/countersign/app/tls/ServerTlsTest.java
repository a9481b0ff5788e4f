package org.countersign.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.countersign.app.UnusableFileException;
import org.countersign.requirements.Requirement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
    private static final SelfSignedCertificate OWN = SelfSignedCertificate.forLocalhost();

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path certificate() throws IOException {
        return file("cert.pem", OWN.certificatePem());
    }

    private Path key() throws IOException {
        return file("key.pem", OWN.keyPem());
    }

    private static void refuses(Path certificate, Path key, @Nullable Path clientIssuers, String message) {
        assertThatThrownBy(() -> ServerTls.of(certificate, key, clientIssuers))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(message);
    }

    @Test
    @Requirement({"SUB-06", "SEC-10"})
    void doesTls12And13Only_SUB06_SEC10() throws IOException {
        for (SslContext context : new SslContext[] {ServerTls.of(OWN), ServerTls.of(certificate(), key(), null)}) {
            assertThat(context.newEngine(UnpooledByteBufAllocator.DEFAULT).getEnabledProtocols())
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void asksClientsForCertificatesWhereIssuersAreGiven() throws IOException {
        assertThat(ServerTls.of(certificate(), key(), null)
                        .newEngine(UnpooledByteBufAllocator.DEFAULT)
                        .getWantClientAuth())
                .isFalse();
        assertThat(ServerTls.of(certificate(), key(), certificate())
                        .newEngine(UnpooledByteBufAllocator.DEFAULT)
                        .getWantClientAuth())
                .isTrue();
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        Path none = folder.resolve("none");
        refuses(none, key(), null, none + ": no such file or directory");
        refuses(certificate(), none, null, none + ": no such file or directory");
        refuses(certificate(), key(), none, none + ": no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void refusesAFileWithoutCertificate(String content) throws IOException {
        Path broken = file("broken", content);
        refuses(broken, key(), null, broken + ": no certificate in PEM");
        refuses(certificate(), key(), broken, broken + ": no certificate in PEM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n"
            })
    void refusesAFileWithoutKey(String content) throws IOException {
        Path broken = file("broken", content);
        refuses(certificate(), broken, null, broken + ": no private key in PEM (PKCS #8 without encryption)");
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws IOException, GeneralSecurityException {
        Path other = file("other", SelfSignedCertificate.forLocalhost().keyPem());
        refuses(certificate(), other, null, other + ": not the key of the certificate in " + certificate());

        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path otherKind = file(
                "rsa",
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa)
                        + "\n-----END PRIVATE KEY-----\n");
        refuses(certificate(), otherKind, null, otherKind + ": not the key of the certificate in " + certificate());
    }
}
