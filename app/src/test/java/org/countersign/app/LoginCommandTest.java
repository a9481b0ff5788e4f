package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.app.client.ScriptedServer;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginCommandTest {
    private static final String PASSWORD = "tanstaaftanstaaf";

    @TempDir
    private static Path folder;

    private static SubmissionServer server;
    private static String ca;

    @BeforeAll
    static void start() throws IOException {
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem())
                .toString();
        server = SubmissionServer.start(ServerOptions.of(Directory.of(List.of(Account.of("tim", "{PLAIN}" + PASSWORD))))
                .listen(new Endpoint("127.0.0.1", 0))
                .submissions(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(certificate))
                .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void authenticatesWithTheStrongestMechanismOverTls() {
        assertThat(login(PASSWORD, smtp(), "--ca", ca)).isEqualTo(success("CRAM-MD5, TLSv1.3"));
    }

    @Test
    void authenticatesWithTheMechanismThatIsNamed() {
        assertThat(login(PASSWORD, smtp(), "--ca", ca, "--mechanism", "plain")).isEqualTo(success("PLAIN, TLSv1.3"));
    }

    @Test
    @Requirement("SUB-05")
    void speaksTlsFromTheStart_SUB05() {
        assertThat(login(PASSWORD, submissions(), "--tls", "--ca", ca)).isEqualTo(success("CRAM-MD5, TLSv1.3"));
    }

    @Test
    void doesWithoutTlsWhenTold() {
        assertThat(login(PASSWORD, smtp(), "--cleartext")).isEqualTo(success("CRAM-MD5, no TLS"));
    }

    @Test
    void sendsAPasswordInClearWhenTold() {
        try (ScriptedServer old = new ScriptedServer("220 ready", "250-here\r\n250 AUTH PLAIN", "235 welcome")) {
            assertThat(login(PASSWORD, old.address().toString(), "--cleartext")).isEqualTo(success("PLAIN, no TLS"));
        }
    }

    @Test
    void tellsARefusalWithItsCode() {
        assertThat(login("wrong", smtp(), "--ca", ca))
                .isEqualTo(failure(
                        ExitCode.REFUSED,
                        "tim refused: 535 5.7.8 Authentication credentials invalid"
                                + " (the user name or the password is wrong: check both; a provider with two-step"
                                + " verification wants an application password, or a token)"));
    }

    @ParameterizedTest
    @CsvSource({
        "421 4.7.0 Too many connections, wait",
        "432 4.7.12 A password transition is needed, PLAIN over TLS",
        "454 4.7.0 Temporary authentication failure, same password",
        "503 5.5.1 AUTH not advertised, port for submission",
        "504 5.5.4 Unrecognized authentication type, mechanism that it offers",
        "530 5.7.0 Must issue a STARTTLS command first, use STARTTLS",
        "534 5.7.9 Application-specific password required, make an application password",
        "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant, switched off",
        "538 5.7.11 Encryption required, use STARTTLS",
        "550 5.7.30 Basic authentication is not supported, switched off",
        "554 5.7.1 Access denied, ask its operator"
    })
    void tellsWhatARefusalMeans(String reply, String advice) {
        try (ScriptedServer other = new ScriptedServer("220 ready", "250-here\r\n250 AUTH PLAIN", reply)) {
            Run run = login(PASSWORD, other.address().toString(), "--cleartext");

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err())
                    .startsWith("login: tim refused: " + reply + " (")
                    .contains(advice)
                    .hasLineCount(1);
        }
    }

    @Test
    void tellsWhyAServerDoesNotTalk() {
        try (ScriptedServer other = new ScriptedServer("554 5.7.1 Go away")) {
            Run run = login(PASSWORD, other.address().toString(), "--cleartext");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NETWORK);
            assertThat(run.err()).contains(" said to the connection: 554 5.7.1 Go away (the server rejects this ");
        }
    }

    @Test
    @Requirement("SASL-09")
    void believesNoSuccessThatCameTooEarly_SASL09() {
        try (ScriptedServer early = new ScriptedServer("220 ready", "250-here\r\n250 AUTH CRAM-MD5", "235 welcome")) {
            assertThat(login(PASSWORD, early.address().toString(), "--cleartext"))
                    .isEqualTo(failure(ExitCode.REFUSED, "tim not authenticated: success without the server's proof"));
        }
    }

    @Test
    @Requirement("SUB-08")
    void believesNoServerThatNobodyTrustsOnItsTlsPort_SUB08() {
        Run run = login(PASSWORD, submissions(), "--tls");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NETWORK);
        assertThat(run.err()).startsWith("login: no TLS with " + submissions() + ": ");
    }

    @Test
    @Requirement("SMTP-36")
    void believesNoServerThatNobodyTrusts_SMTP36() {
        Run run = login(PASSWORD, smtp());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NETWORK);
        assertThat(run.err()).startsWith("login: no TLS with " + smtp() + ": ");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    @Requirement("SMTP-36")
    void showsNoPasswordToAServerThatIsNotVerified_SMTP36() {
        assertThat(login(PASSWORD, smtp(), "--insecure")).isEqualTo(success("CRAM-MD5, TLSv1.3 not verified"));
        assertThat(login(PASSWORD, smtp(), "--insecure", "--mechanism", "PLAIN"))
                .isEqualTo(failure(
                        ExitCode.NOTHING_ACCEPTABLE,
                        smtp() + " offers CRAM-MD5 PLAIN LOGIN, of which PLAIN can not be used"
                                + "; to show a password, verify the server (--ca) or say --cleartext"));
    }

    @Test
    void tellsThatNothingAcceptableIsOffered() {
        try (ScriptedServer none = new ScriptedServer("220 ready", "250 here");
                ScriptedServer later = new ScriptedServer("220 ready", "250-here\r\n250 STARTTLS");
                ScriptedServer others = new ScriptedServer("220 ready", "250-here\r\n250 AUTH X-ONE GSSAPI")) {
            assertThat(login(PASSWORD, none.address().toString(), "--cleartext"))
                    .isEqualTo(failure(
                            ExitCode.NOTHING_ACCEPTABLE,
                            none.address() + " offers no mechanism (the server does not offer AUTH on this port:"
                                    + " use the port for submission (465, or 587))"));
            assertThat(login(PASSWORD, later.address().toString(), "--cleartext"))
                    .isEqualTo(failure(
                            ExitCode.NOTHING_ACCEPTABLE,
                            later.address() + " offers no mechanism (the server wants TLS first:"
                                    + " use STARTTLS, or the port for TLS (465))"));
            assertThat(login(PASSWORD, others.address().toString(), "--cleartext"))
                    .isEqualTo(failure(
                            ExitCode.NOTHING_ACCEPTABLE,
                            others.address() + " offers X-ONE GSSAPI, of which none can be used"));
        }
    }

    @Test
    void knowsItsMechanisms() {
        Run run = login(PASSWORD, smtp(), "--mechanism", "SUPER");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("login: no mechanism SUPER on the class path, only ");
    }

    @Test
    void tellsThatAFileOfIssuersIsNoUse() {
        Path absent = folder.resolve("absent.pem");

        assertThat(login(PASSWORD, smtp(), "--ca", absent.toString()))
                .isEqualTo(failure(ExitCode.USAGE, absent + ": no such file or directory"));
    }

    @Test
    @Requirement("SEC-07")
    void showsADialogueWithoutSecrets_SEC07() {
        Run run = login(PASSWORD, smtp(), "--ca", ca, "--mechanism", "LOGIN", "--transcript");

        assertThat(run.out().lines())
                .contains("C: STARTTLS", "C: AUTH LOGIN", "S: 334 ***", "C: ***", "C: QUIT")
                .anyMatch(line -> line.startsWith("-- TLSv1.3 "))
                .noneMatch(line -> line.contains("dGlt") || line.contains("dGFuc3RhYWZ0YW5zdGFhZg"));
    }

    private static String smtp() {
        return "127.0.0.1:" + server.addresses().get(0).getPort();
    }

    private static String submissions() {
        return "127.0.0.1:" + server.addresses().get(1).getPort();
    }

    private static Run success(String how) {
        return new Run(ExitCode.DONE, "tim authenticated with " + how + System.lineSeparator(), "");
    }

    private static Run failure(int exitCode, String why) {
        return new Run(exitCode, "", "login: " + why + System.lineSeparator());
    }

    private static Run login(String password, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--user", "tim"));
        all.addAll(Arrays.asList(arguments));
        return Run.of(new LoginCommand(name -> null, () -> new TypedTerminal(password)), all.toArray(String[]::new));
    }
}
