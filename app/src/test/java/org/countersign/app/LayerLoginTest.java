package org.countersign.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.app.client.Protection;
import org.countersign.app.client.Server;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.client.SmtpClient;
import org.countersign.app.client.TlsMode;
import org.countersign.app.client.Transcript;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.countersign.sasl.digestmd5.DigestMd5Options;
import org.countersign.sasl.digestmd5.LayerCipher;
import org.countersign.sasl.digestmd5.Qop;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.ClientAction;
import org.countersign.smtp.MailAuth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code login}, and mail, behind the layers of DIGEST-MD5. */
@Timeout(60)
class LayerLoginTest {
    private static final String PASSWORD = "tanstaaftanstaaf";
    private static final int IN_FIRST_BUFFER = 6;

    @ParameterizedTest
    @EnumSource(LayerCipher.class)
    @Requirement({"SMTP-26", "SMTP-27", "DIG-34"})
    void nothingIsInClearBehindTheLogin_SMTP26_SMTP27(LayerCipher cipher) throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_CONF, cipher);
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            Run run = login(relay, "--cleartext", "--protect", "auth-conf", "--ciphers", cipher.toString());

            assertThat(run).isEqualTo(success("no TLS, a layer that encrypts"));
            assertThat(relay.behind235())
                    .startsWith("\0\0\0")
                    .hasSizeGreaterThan(100)
                    .doesNotContain("EHLO", "250", "AUTH", "QUIT", "221");
        }
    }

    @Test
    @Requirement("DIG-41")
    void takesTheBestLayerWithoutTls_DIG41() throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_CONF, LayerCipher.RC4);
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            assertThat(login(relay, "--cleartext")).isEqualTo(success("no TLS, a layer that encrypts"));
        }
    }

    @Test
    @Requirement("DIG-41")
    void refusesLessProtectionThanAskedFor_DIG41() throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_INT, LayerCipher.RC4);
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            assertThat(login(relay, "--cleartext", "--protect", "auth-conf").exitCode())
                    .isEqualTo(ExitCode.REFUSED);
        }
        try (SubmissionServer server = server(Qop.AUTH_INT, LayerCipher.RC4);
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            assertThat(login(relay, "--cleartext", "--protect", "auth-int"))
                    .isEqualTo(success("no TLS, a layer that authenticates"));
            assertThat(relay.behind235()).contains("EHLO [127.0.0.1]\r\n", "QUIT\r\n");
        }
    }

    @Test
    @Requirement("SMTP-28")
    void theLayerIsInsideOfTls_SMTP28(@TempDir Path folder) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        Path ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
        ServerOptions.Builder options = options(Qop.AUTH_INT, LayerCipher.RC4).tls(ServerTls.of(certificate));
        try (SubmissionServer server = SubmissionServer.start(options.build());
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            assertThat(login(relay, "--ca", ca.toString(), "--protect", "auth-int"))
                    .isEqualTo(success("TLSv1.3, a layer that authenticates"));
        }
    }

    @Test
    @Requirement("SASL-21")
    void aBufferOfTheServerThatIsNotGenuineEndsTheConnection_SASL21() throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_INT, LayerCipher.RC4);
                Relay relay = new Relay(server.addresses().get(0))
                        .changingServerBehind(LayerLoginTest::tampered)
                        .start()) {
            assertThat(login(relay, "--cleartext"))
                    .isEqualTo(failure(ExitCode.NETWORK, "lost " + relay.address() + ": not what the peer sent"));
            assertThat(relay.behind235()).contains("EHLO").doesNotContain("QUIT");
        }
    }

    @Test
    @Requirement("SASL-21")
    void aBufferOfTheClientThatIsNotGenuineEndsTheConnection_SASL21() throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_CONF, LayerCipher.TRIPLE_DES);
                Relay relay = new Relay(server.addresses().get(0))
                        .changingClientBehind(LayerLoginTest::tampered)
                        .start()) {
            assertThat(login(relay, "--cleartext"))
                    .isEqualTo(failure(ExitCode.NETWORK, "lost " + relay.address() + ": it closed the connection"));
        }
    }

    @Test
    @Requirement("SASL-20")
    void aReplyInClearBehindTheLoginEndsTheConnection_SASL20() throws IOException {
        try (SubmissionServer server = server(Qop.AUTH_INT, LayerCipher.RC4);
                Relay relay = new Relay(server.addresses().get(0))
                        .changingServerBehind(piece -> "250-here\r\n250 AUTH PLAIN\r\n".getBytes(ISO_8859_1))
                        .start()) {
            assertThat(login(relay, "--cleartext"))
                    .isEqualTo(failure(
                            ExitCode.NETWORK,
                            "lost " + relay.address() + ": a buffer is longer than the announced maximum, or empty"));
        }
    }

    @Test
    @Requirement("SASL-25")
    void noticesThatAStrongerMechanismWasHidden_SASL25() throws IOException {
        ServerOptions.Builder options =
                options(Qop.AUTH_INT, LayerCipher.RC4).mechanisms(List.of("SCRAM-SHA-256", "DIGEST-MD5"));
        try (SubmissionServer server = SubmissionServer.start(options.build());
                Relay relay = new Relay(server.addresses().get(0))
                        .changingServerBefore(piece -> new String(piece, ISO_8859_1)
                                .replace("SCRAM", "XCRAM")
                                .getBytes(ISO_8859_1))
                        .start()) {
            Run run = login(relay, "--cleartext");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NETWORK);
            assertThat(run.err()).contains("offers a stronger mechanism inside of the security layer than before");
        }
    }

    @Test
    void aLayerIsForTheMechanismThatHasIt() {
        Run run = Run.of(
                new LoginCommand(name -> null, () -> new TypedTerminal(PASSWORD)),
                "--user",
                "tim",
                "--protect",
                "auth-conf",
                "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--protect and --ciphers need --mechanism DIGEST-MD5");
    }

    @ParameterizedTest
    @EnumSource(LayerCipher.class)
    @Requirement({"DIG-34", "DIG-40"})
    void aLongMailGoesThroughTheLayer_DIG34_DIG40(LayerCipher cipher, @TempDir Path maildir) throws Exception {
        List<String> message = new ArrayList<>(List.of("Subject: secret", ""));
        message.addAll(Collections.nCopies(1300, ".all of it is secret".repeat(4)));
        try (SubmissionServer server = SubmissionServer.start(
                        options(Qop.AUTH_CONF, cipher).maildir(maildir).build());
                Relay relay = new Relay(server.addresses().get(0)).start()) {
            try (SmtpClient client = client(relay, cipher)) {
                assertThat(client.authenticate("DIGEST-MD5", password()))
                        .isInstanceOf(ClientAction.Authenticated.class);
                assertThat(client.protection().layer()).isEqualTo(Protection.Layer.CONFIDENTIALITY);
                client.submit(new MailAuth.Submitter("tim@localhost"), "tim@localhost", "ada@example.org", message);
            }
            assertThat(relay.behind235()).hasSizeGreaterThan(100_000).doesNotContain("secret", "MAIL", "ada@");
        }
        assertThat(stored(maildir)).endsWith(String.join("\r\n", message) + "\r\n");
    }

    private static byte[] tampered(byte[] piece) {
        piece[IN_FIRST_BUFFER] ^= 1;
        return piece;
    }

    private static SmtpClient client(Relay relay, LayerCipher cipher) throws IOException {
        ClientSide sasl = ClientSide.with(Catalogue.of(
                        new DigestMd5Mechanism(DigestMd5Options.safe().sealing(cipher))))
                .policy(new ClientPolicy(Integer.MIN_VALUE, true, false, false, Set.of()))
                .build();
        return SmtpClient.connect(
                new Server(relay.address(), TlsMode.NONE, ServerTrust.ofJava()), sasl, Transcript.none());
    }

    private static SubmissionServer server(Qop qop, LayerCipher cipher) throws IOException {
        return SubmissionServer.start(options(qop, cipher).build());
    }

    private static ServerOptions.Builder options(Qop qop, LayerCipher cipher) {
        Account tim = Account.of("tim", "{PLAIN}" + PASSWORD);
        tim.prepare(Main.catalogue().verifierKinds(), List.of(), (label, count) -> new byte[count]);
        return ServerOptions.of(Directory.of(List.of(tim)))
                .listen(new Endpoint("127.0.0.1", 0))
                .mechanisms(List.of("DIGEST-MD5"))
                .instead(new DigestMd5Mechanism(
                        DigestMd5Options.safe().offering(qop).sealing(cipher)));
    }

    private static Run login(Relay relay, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--user", "tim", "--mechanism", "DIGEST-MD5", relay.address().toString()));
        return Run.of(new LoginCommand(name -> null, () -> new TypedTerminal(PASSWORD)), all.toArray(String[]::new));
    }

    private static Credentials password() {
        return Credentials.password("tim", PASSWORD.toCharArray());
    }

    private static String stored(Path maildir) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
            return Files.readString(files.findFirst().orElseThrow(), ISO_8859_1);
        }
    }

    private static Run success(String how) {
        return new Run(ExitCode.DONE, "tim authenticated with DIGEST-MD5, " + how + System.lineSeparator(), "");
    }

    private static Run failure(int exitCode, String why) {
        return new Run(exitCode, "", "login: " + why + System.lineSeparator());
    }
}
