package org.countersign.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.countersign.app.Endpoint;
import org.countersign.app.UnusableFileException;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.TlsFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTest {
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.forLocalhost();

    @TempDir
    private Path folder;

    private SSLServerSocket listening;

    @BeforeEach
    void listen() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", CERTIFICATE.key(), new char[0], new Certificate[] {CERTIFICATE.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::handshake, "TLS server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    @Test
    @Requirement("SMTP-37")
    void believesATrustedCertificateWithTheNameAskedFor_SMTP37() throws IOException {
        TlsFacts facts = handshake(ServerTrust.in(List.of(CERTIFICATE.certificate())), "localhost");

        assertThat(facts.peerVerified()).isTrue();
        assertThat(facts.version()).isEqualTo("TLSv1.3");
        assertThat(facts.peerCertificates()).containsExactly(CERTIFICATE.certificate());
    }

    @Test
    @Requirement("SMTP-37")
    void refusesATrustedCertificateWithAnotherName_SMTP37() {
        assertThatIOException()
                .isThrownBy(() -> handshake(ServerTrust.in(List.of(CERTIFICATE.certificate())), "mail.example.org"))
                .withMessageContaining("mail.example.org");
    }

    @Test
    @Requirement("SMTP-36")
    void refusesACertificateThatNobodyTrusts_SMTP36() {
        assertThatIOException().isThrownBy(() -> handshake(ServerTrust.ofJava(), "localhost"));
    }

    @Test
    @Requirement("SMTP-36")
    void doesNotCallAServerVerifiedThatWasNot_SMTP36() throws IOException {
        assertThat(handshake(ServerTrust.inAnybody(), "mail.example.org").peerVerified())
                .isFalse();
    }

    @Test
    void readsIssuersFromPem() throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());

        assertThat(handshake(ServerTrust.in(pem), "localhost").peerVerified()).isTrue();
    }

    @Test
    void tellsWhyAFileIsNoUse() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        Path absent = folder.resolve("absent.pem");

        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ServerTrust.in(empty))
                .withMessage("%s: no certificate", empty);
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ServerTrust.in(text))
                .withMessage("%s: no certificate", text);
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> ServerTrust.in(absent))
                .withMessage("%s: no such file or directory", absent);
    }

    private TlsFacts handshake(ServerTrust trust, String name) throws IOException {
        Endpoint server = new Endpoint(name, listening.getLocalPort());
        Socket plain = new Socket(listening.getInetAddress(), listening.getLocalPort());
        try (SSLSocket secured = trust.handshake(plain, server)) {
            return trust.facts(secured.getSession());
        } finally {
            plain.close();
        }
    }

    private void handshake() {
        try (SSLSocket client = (SSLSocket) listening.accept()) {
            client.startHandshake();
            client.getInputStream().read();
        } catch (IOException e) {
            // the client has seen it too
        }
    }
}
