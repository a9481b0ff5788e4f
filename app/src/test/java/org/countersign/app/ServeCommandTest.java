package org.countersign.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countersign.app.tls.SelfSignedCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServeCommandTest {
    @TempDir
    private Path folder;

    private String users;

    @BeforeEach
    void makeUsers() throws IOException {
        users = file("users", "tim:{PLAIN}tanstaaftanstaaf\n").toString();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Run serve(String... arguments) {
        List<String> all = new ArrayList<>(List.of("serve"));
        all.addAll(List.of(arguments));
        return Run.of(new Main(), all.toArray(String[]::new));
    }

    private static void assertRefused(Run run, int exitCode, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> !line.startsWith("notice: ")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(message));
    }

    @Test
    void needsUsersAndAListener() {
        assertRefused(serve("--listen", "127.0.0.1:0"), ExitCode.USAGE, "--users");
        assertRefused(serve("--users", users), ExitCode.USAGE, "--listen or --submissions is needed");
        assertRefused(
                serve("--users", users, "--submissions", "127.0.0.1:0"), ExitCode.USAGE, "--submissions needs --cert");
        assertRefused(serve("--users", users, "--listen", "here"), ExitCode.USAGE, "not HOST:PORT");
    }

    @Test
    void certAndKeyBelongTogether() {
        assertRefused(
                serve("--users", users, "--listen", "127.0.0.1:0", "--cert", "cert.pem"), ExitCode.USAGE, "--key");
        assertRefused(
                serve("--users", users, "--listen", "127.0.0.1:0", "--client-ca", "ca.pem"), ExitCode.USAGE, "--cert");
    }

    @Test
    void namesAFileThatCanNotBeUsed() throws IOException {
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        String cert = file("cert", certificate.certificatePem()).toString();
        String key = file("key", certificate.keyPem()).toString();
        String none = folder.resolve("none").toString();
        String listen = "--listen=127.0.0.1:0";

        assertRefused(serve(listen, "--users", none), ExitCode.USAGE, none + ": no such file");
        assertRefused(
                serve(listen, "--users", users, "--cert", none, "--key", key), ExitCode.USAGE, none + ": no such");
        assertRefused(
                serve(listen, "--users", users, "--cert", cert, "--key", none), ExitCode.USAGE, none + ": no such");
        assertRefused(
                serve(listen, "--users", users, "--cert", cert, "--key", cert), ExitCode.USAGE, cert + ": no private");
        assertRefused(
                serve(listen, "--users", users, "--cert", cert, "--key", key, "--client-ca", key),
                ExitCode.USAGE,
                key + ": no certificate");
        assertRefused(serve(listen, "--users", users, "--secret", users), ExitCode.USAGE, users + ": a secret has 32");
        assertRefused(serve(listen, "--users", users, "--maildir", users), ExitCode.USAGE, users);
    }

    @Test
    void namesABadLineOfTheUsersFileWithoutQuotingIt() throws IOException {
        Path bad = file("bad", "tim:{PLAIN}tanstaaftanstaaf\nbob:hunter2\n");
        Run run = serve("--listen", "127.0.0.1:0", "--users", bad.toString());
        assertRefused(run, ExitCode.USAGE, bad + ":2: ");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void namesAMechanismThatIsNotThere() {
        assertRefused(
                serve("--listen", "127.0.0.1:0", "--users", users, "--mechanisms", "plain,X-NONE"),
                ExitCode.USAGE,
                "no mechanism X-NONE on the classpath");
    }

    @Test
    void knowsFromWhomAndToWhomItTakesMail() {
        String[] listen = {"--listen", "127.0.0.1:0", "--users", users};
        assertRefused(serve(with(listen, "--auth", "never")), ExitCode.USAGE, "--auth");
        assertRefused(
                serve(with(listen, "--auth", "optional")), ExitCode.USAGE, "--auth optional needs --local-domain");
        for (String alias : List.of("tim", "=office@x.example", "office@x.example", "tim=office@", "")) {
            assertRefused(serve(with(listen, "--alias", alias)), ExitCode.USAGE, "--alias");
        }
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void refusesAHostnameThatIsNone() {
        assertRefused(
                serve("--listen", "127.0.0.1:0", "--users", users, "--hostname", "a b"), ExitCode.USAGE, "--hostname");
    }

    @Test
    void refusesOptionsOfNtlmThatContradictEachOther() {
        assertRefused(
                serve("--listen", "127.0.0.1:0", "--users", users, "--ntlm-v1", "--ntlm-mic"),
                ExitCode.USAGE,
                "forms older than NTLMv2 can not prove what is required");
    }

    @Test
    void namesAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            String taken = "127.0.0.1:" + other.getLocalPort();
            assertRefused(serve("--listen", taken, "--users", users), ExitCode.NETWORK, "can not listen on " + taken);
        }
    }

    @Test
    void runsUntilASignal() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--listen=127.0.0.1:0",
                        "--listen=127.0.0.1:0",
                        "--users=" + users,
                        "--hostname=mail.example",
                        "--allow-cleartext",
                        "--mechanisms=Plain, login,digest-md5",
                        "--protect=AUTH-INT,auth-conf",
                        "--ciphers=rc4",
                        "--auth=optional",
                        "--local-domain=mail.example",
                        "--alias=tim=office@mail.example",
                        "--secret=" + folder.resolve("secret"))
                .start();
        try (BufferedReader out = process.inputReader(UTF_8);
                BufferedReader err = process.errorReader(UTF_8)) {
            assertThat(err.readLine()).isEqualTo("notice: without --maildir mail is accepted and dropped");
            int port = port(out.readLine());
            assertThat(port(out.readLine())).isNotEqualTo(port);
            assertThat(folder.resolve("secret")).hasSize(32);
            try (Socket socket = new Socket("127.0.0.1", port);
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                assertThat(in.readLine()).isEqualTo("220 mail.example ESMTP Countersign");
                socket.getOutputStream().write("EHLO x\r\nAUTH PLAIN AHRpbQB3cm9uZw==\r\n".getBytes(UTF_8));
                assertThat(in.lines().limit(7))
                        .anyMatch(line -> line.startsWith("250 AUTH ") && line.contains(" PLAIN LOGIN"))
                        .last()
                        .asString()
                        .startsWith("535 ");
                socket.getOutputStream()
                        .write("MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nRCPT TO:<a@mail.example>\r\n".getBytes(UTF_8));
                assertThat(in.readLine()).startsWith("250 2.1.0 ");
                assertThat(in.readLine()).startsWith("550 5.7.1 ");
                assertThat(in.readLine()).startsWith("250 2.1.5 ");
                assertThat(err.readLine())
                        .matches(
                                "time=[0-9-]+T[0-9:.]+Z event=auth outcome=rejected peer=127\\.0\\.0\\.1 mechanism=PLAIN"
                                        + " tls=none duration_ms=[0-9.]+ detail=\"[a-z ]+\" user=\"tim\"");

                assertThat(encryptedLogin(port).out())
                        .endsWith(" no TLS, a layer that encrypts" + System.lineSeparator());
                assertThat(err.readLine()).contains(" outcome=success ");

                process.toHandle().destroy(); // unlike its own destroy it leaves the streams open

                assertThat(in.readLine()).startsWith("421 4.3.2 ");
                assertThat(in.readLine()).isNull();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
            assertThat(err.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Run encryptedLogin(int port) {
        return Run.of(
                new LoginCommand(name -> null, () -> new TypedTerminal("tanstaaftanstaaf")),
                "127.0.0.1:" + port,
                "--user=tim",
                "--cleartext",
                "--mechanism=digest-md5",
                "--protect=auth-conf",
                "--ciphers=3des,rc4");
    }

    private static int port(String line) {
        assertThat(line).matches("listening on 127\\.0\\.0\\.1:[0-9]+");
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }
}
