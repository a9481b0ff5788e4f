package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StartTlsTest {
    private static final SelfSignedCertificate OWN = SelfSignedCertificate.forLocalhost();

    private final BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();

    private SubmissionServer server() throws IOException {
        return SubmissionServer.start(
                Servers.options().tls(ServerTls.of(OWN)).audit(events::add).build());
    }

    private TlsFacts facts() throws InterruptedException {
        AuditEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event.attempt().facts().tls();
    }

    @Test
    @Requirement({"SMTP-02", "TLS-04", "TLS-03"})
    void whatIsOfferedChangesWithTls_SMTP02_TLS04_TLS03() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.connect(server)) {
            client.reply();
            assertThat(client.command("EHLO client.example"))
                    .contains("\n250-STARTTLS\n")
                    .endsWith("\n250 AUTH CRAM-MD5");
            assertThat(client.command("STARTTLS now")).startsWith("501 5.5.4 ");
            assertThat(client.command("STARTTLS")).startsWith("220 2.0.0 ");
            client.handshake(ClientTls.trusting(OWN));

            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("503 5.5.1 ");
            assertThat(client.command("EHLO client.example"))
                    .doesNotContain("STARTTLS")
                    .endsWith("\n250 AUTH CRAM-MD5 PLAIN LOGIN");
            assertThat(client.command("STARTTLS")).startsWith("503 5.5.1 ");
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("235 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void mechanismsKnowTheTlsLayer(String version) throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            SSLContext context = ClientTls.trusting(OWN, SelfSignedCertificate.forLocalhost());
            client.command("STARTTLS");
            SSLSocket socket = client.handshake(context, version);
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            client.command("EHLO client.example");
            client.command("AUTH PLAIN " + RawClient.plain("wrong"));

            TlsFacts tls = facts();
            assertThat(tls.version()).isEqualTo(version);
            assertThat(tls.localCertificate()).isEqualTo(OWN.certificate());
            assertThat(tls.peerCertificates()).as("nobody asked for one").isEmpty();
            assertThat(tls.peerVerified()).isFalse();
        }
    }

    @Test
    void aClientsCertificateIsVerified(@TempDir Path folder) throws Exception {
        SelfSignedCertificate known = SelfSignedCertificate.forLocalhost();
        Path issuers = Files.writeString(folder.resolve("ca"), known.certificatePem());
        Path certificate = Files.writeString(folder.resolve("cert"), OWN.certificatePem());
        Path key = Files.writeString(folder.resolve("key"), OWN.keyPem());
        ServerOptions options = Servers.options()
                .tls(ServerTls.of(certificate, key, issuers))
                .audit(events::add)
                .build();
        try (SubmissionServer server = SubmissionServer.start(options)) {
            assertThat(loggedIn(server, known)).satisfies(tls -> {
                assertThat(tls.peerCertificates()).containsExactly(known.certificate());
                assertThat(tls.peerVerified()).isTrue();
            });
            assertThat(loggedIn(server)).satisfies(tls -> {
                assertThat(tls.peerCertificates()).isEmpty();
                assertThat(tls.peerVerified()).isFalse();
            });
            assertThatThrownBy(() -> loggedIn(server, SelfSignedCertificate.forLocalhost()))
                    .as("a stranger's")
                    .isInstanceOf(IOException.class);
        }
    }

    private TlsFacts loggedIn(SubmissionServer server, SelfSignedCertificate... keys) throws Exception {
        try (RawClient client = RawClient.greeted(server)) {
            client.command("STARTTLS");
            client.handshake(ClientTls.trusting(OWN, keys));
            client.command("EHLO client.example");
            client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD));
            return facts();
        }
    }

    /** CVE-2011-0411: a command that somebody put behind STARTTLS is not executed in TLS. */
    @Test
    @Requirement("TLS-06")
    void commandsPipelinedBehindStartTlsStayInClear_TLS06() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.send("STARTTLS\r\nEHLO attacker.example\r\n");
            assertThat(client.reply()).startsWith("503 5.5.1 ");
            assertThat(client.reply()).startsWith("250-mail.example").contains("250-STARTTLS");

            assertThat(client.command("STARTTLS")).startsWith("220 ");
            client.handshake(ClientTls.trusting(OWN));
            client.send("NOOP\r\n");
            assertThat(client.reply()).as("the only reply inside TLS").isEqualTo("250 2.0.0 OK");
        }
    }

    @Test
    @Requirement("TLS-06")
    void octetsBehindTheReplyAreForTls_TLS06() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("STARTTLS")).startsWith("220 ");
            client.send("NOOP\r\n");
            StringBuilder answer = new StringBuilder();
            for (int octet = client.read(); octet >= 0; octet = client.read()) {
                answer.append((char) octet);
            }
            assertThat(answer.toString()).as("at most a TLS alert").doesNotContain("250", "500");
        }
    }

    @Test
    void aHandshakeThatFailsEndsOnlyThatConnection() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.command("STARTTLS");
            assertThatThrownBy(() -> client.handshake(SSLContext.getDefault()))
                    .as("nobody trusts this certificate")
                    .isInstanceOf(SSLException.class);
            try (RawClient other = RawClient.greeted(server)) {
                assertThat(other.command("NOOP")).startsWith("250 ");
            }
        }
    }

    @Test
    @Requirement("SUB-05")
    void tlsFromTheStart_SUB05() throws Exception {
        ServerOptions options = Servers.options()
                .listen()
                .submissions(Servers.ANY_PORT)
                .tls(ServerTls.of(OWN))
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.connect(server)) {
            client.handshake(ClientTls.trusting(OWN));
            assertThat(client.reply()).startsWith("220 mail.example ");
            assertThat(client.command("EHLO client.example"))
                    .doesNotContain("STARTTLS")
                    .endsWith("\n250 AUTH CRAM-MD5 PLAIN LOGIN");
            assertThat(client.command("STARTTLS")).startsWith("503 5.5.1 ");
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("235 ");
            assertThat(client.command("QUIT")).startsWith("221 ");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void withoutACertificateThereIsNoTls() throws Exception {
        assertThatThrownBy(() -> Servers.options().submissions(Servers.ANY_PORT).build())
                .isInstanceOf(IllegalArgumentException.class);
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("STARTTLS")).startsWith("500 5.5.1 ");
        }
    }
}
