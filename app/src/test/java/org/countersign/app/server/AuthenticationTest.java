package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over sockets, without TLS. */
@Timeout(30)
class AuthenticationTest {
    private static final String REFUSED = "535 5.7.8 Authentication credentials invalid";

    @Test
    @Requirement("SMTP-03")
    void offersNothingThatSendsAPasswordInClear_SMTP03() throws IOException {
        try (SubmissionServer server = SubmissionServer.start(Servers.options().build());
                RawClient client = RawClient.connect(server)) {
            assertThat(client.reply()).isEqualTo("220 mail.example ESMTP Countersign");
            assertThat(client.command("EHLO client.example"))
                    .isEqualTo("250-mail.example\n250-PIPELINING\n250-SIZE 26214400\n250-8BITMIME\n"
                            + "250-ENHANCEDSTATUSCODES\n250 AUTH CRAM-MD5");
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("504 5.5.4 ");
        }
    }

    /** Whatever the password: it is not even looked at. */
    @Test
    @Requirement("SUB-07")
    void refusesPasswordsInClearAlike_SUB07() throws IOException {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        Directory users = (user, realm) -> {
            asked.add(user);
            return CompletableFuture.completedFuture(Optional.empty());
        };
        try (SubmissionServer server =
                        SubmissionServer.start(Servers.options(users).build());
                RawClient client = RawClient.greeted(server)) {
            for (String password : List.of(RawClient.PASSWORD, "wrong")) {
                assertThat(client.command("AUTH PLAIN " + RawClient.plain(password)))
                        .isEqualTo("504 5.5.4 Authentication mechanism not available");
            }
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void offersThemWhereTheyAreAllowed() throws IOException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.connect(server)) {
            client.reply();
            assertThat(client.command("EHLO client.example")).endsWith("\n250 AUTH CRAM-MD5 PLAIN LOGIN");
        }
    }

    @Test
    void offersOnlyWhatIsNamed() throws IOException {
        ServerOptions options = Servers.options()
                .allowCleartext(true)
                .mechanisms(List.of("LOGIN"))
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.connect(server)) {
            client.reply();
            assertThat(client.command("EHLO client.example")).endsWith("\n250 AUTH LOGIN");
            assertThat(client.command("AUTH CRAM-MD5")).startsWith("504 5.5.4 ");
        }
    }

    @ParameterizedTest
    @Requirement({"SMTP-21", "SMTP-22"})
    @CsvSource({"tanstaaftanstaaf,235 2.7.0 Authentication successful", "wrong," + REFUSED})
    void plain_SMTP21_SMTP22(String password, String reply) throws IOException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(password)))
                    .isEqualTo(reply);
        }
    }

    /** Although CRAM-MD5 is not offered. */
    @ParameterizedTest
    @CsvSource({"tanstaaftanstaaf,235 2.7.0 Authentication successful", "wrong," + REFUSED})
    void plainWhereAnotherKindOfVerifierIsStored(String password, String reply) throws IOException {
        CramMd5Kind kind = new CramMd5Kind();
        Secret secret = Secret.utf8(RawClient.PASSWORD.toCharArray());
        HmacMd5Key verifier = kind.derive(secret, "tim", "", (label, count) -> new byte[count])
                .orElseThrow();
        Account account = Account.of("tim", "{" + kind.scheme() + "}" + kind.format(verifier));
        ServerOptions options = Servers.options(Directory.of(List.of(account)))
                .allowCleartext(true)
                .mechanisms(List.of("PLAIN"))
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(password)))
                    .isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @CsvSource({"tanstaaftanstaaf,235 2.7.0 Authentication successful", "wrong," + REFUSED})
    void login(String password, String reply) throws IOException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
            assertThat(client.command(RawClient.base64("tim"))).isEqualTo("334 UGFzc3dvcmQ6");
            assertThat(client.command(RawClient.base64(password))).isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @CsvSource({"tanstaaftanstaaf,235 2.7.0 Authentication successful", "wrong," + REFUSED})
    void cramMd5(String password, String reply) throws IOException, GeneralSecurityException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            byte[] challenge =
                    Base64.getDecoder().decode(client.command("AUTH CRAM-MD5").substring(4));
            assertThat(new String(challenge, UTF_8)).endsWith("@mail.example>");
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacMD5"));
            String digest = HexFormat.of().formatHex(mac.doFinal(challenge));
            assertThat(client.command(RawClient.base64("tim " + digest))).isEqualTo(reply);
        }
    }

    @Test
    @Requirement("SUB-01")
    void takesMailOnlyFromAuthenticatedClients_SUB01() throws IOException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("MAIL FROM:<tim@client.example>")).startsWith("530 5.7.0 ");
            client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD));
            assertThat(client.command("MAIL FROM:<tim@client.example>")).startsWith("250 2.1.0 ");
        }
    }

    @Test
    @Requirement("SMTP-34")
    void closesBehindTheFifthFailure_SMTP34() throws IOException {
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.command("AUTH PLAIN " + RawClient.plain("wrong")))
                        .isEqualTo(REFUSED);
            }
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("421 4.7.0 ");
            assertThat(client.isClosed()).isTrue();
        }
    }

    /** RFC 4954, section 4: an exchange of one round trip may be followed by more commands. */
    @Test
    @Requirement("SMTP-32")
    void pipelinedInputWaitsForALookUp_SMTP32() throws Exception {
        CompletableFuture<Optional<Account>> found = new CompletableFuture<>();
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        ServerOptions options = Servers.options((user, realm) -> {
                    asked.add(user);
                    return found;
                })
                .allowCleartext(true)
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            client.send("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD) + "\r\nNOOP\r\nQU");
            assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("tim");
            client.send("IT\r\n");

            found.complete(Optional.of(Account.of("tim", "{PLAIN}" + RawClient.PASSWORD)));

            assertThat(client.reply()).startsWith("235 ");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("221 ");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @Requirement("SEC-05")
    void aLookUpThatTakesTooLongIsATemporaryFailure_SEC05() throws Exception {
        BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();
        ServerOptions options = Servers.options((user, realm) -> new CompletableFuture<>())
                .allowCleartext(true)
                .exchangeDeadline(Duration.ofMillis(50))
                .audit(events::add)
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("454 4.7.0 ");
            assertThat(client.command("NOOP")).startsWith("250 ");
            assertThat(events.poll(10, TimeUnit.SECONDS))
                    .satisfies(event -> assertThat(event.cause()).isEqualTo(FailureKind.TIMED_OUT));
        }
    }

    @Test
    void aResponseThatComesTooLateIsStillTakenForOne() throws Exception {
        BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();
        ServerOptions options = Servers.options()
                .allowCleartext(true)
                .exchangeDeadline(Duration.ofMillis(50))
                .audit(events::add)
                .build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH PLAIN")).isEqualTo("334 ");
            assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(client.command(RawClient.plain(RawClient.PASSWORD))).startsWith("454 4.7.0 ");
            assertThat(client.command("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void aDisconnectEndsAnAttempt() throws Exception {
        BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();
        ServerOptions options =
                Servers.options().allowCleartext(true).audit(events::add).build();
        try (SubmissionServer server = SubmissionServer.start(options)) {
            RawClient client = RawClient.greeted(server);
            client.command("AUTH PLAIN");
            client.close();
            assertThat(events.poll(10, TimeUnit.SECONDS)).satisfies(event -> {
                assertThat(event.cause()).isEqualTo(FailureKind.ABORTED);
                assertThat(event.attempt().facts().peerAddress()).isEqualTo("127.0.0.1");
            });
        }
    }

    @Test
    void namesTheArtifactOfAMechanismThatIsNotThere() {
        assertThatThrownBy(() -> Mechanisms.named(List.of("PLAIN", "X-NONE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no mechanism X-NONE on the classpath");
        assertThatThrownBy(() -> Mechanisms.named(List.of("CRAM-MD5"), Catalogue.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no mechanism CRAM-MD5 on the classpath;"
                        + " it is in the artifact org.countersign:sasl-crammd5");
    }
}
