package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.credentials.certificates.CertificateName;
import org.countersign.credentials.certificates.CertificateUsers;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code login} with a client certificate, and without a secret. */
class ExternalLoginTest {
    private static final SelfSignedCertificate OWN = SelfSignedCertificate.forLocalhost();
    private static final SelfSignedCertificate KNOWN = SelfSignedCertificate.forLocalhost();
    private static final BlockingQueue<AuditEvent> EVENTS = new LinkedBlockingQueue<>();

    @TempDir
    private static Path folder;

    private static SubmissionServer server;

    @BeforeAll
    static void start() throws IOException {
        write("server", OWN);
        write("known", KNOWN);
        write("stranger", SelfSignedCertificate.forLocalhost());
        Directory users = Directory.of(List.of(Account.of("localhost"), Account.of("tim", "{PLAIN}tanstaaftanstaaf")));
        server = SubmissionServer.start(ServerOptions.of(users)
                .listen(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(file("server.pem"), file("server.key"), file("known.pem")))
                .peers(CertificateUsers.of(users, List.of(CertificateName.COMMON_NAME)))
                .mechanisms(List.of("EXTERNAL", "PLAIN", "ANONYMOUS"))
                .audit(EVENTS::add)
                .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Requirement({"EXT-02", "SEC-03"})
    void aCertificateIsAllThatIsNeeded_EXT02() {
        Run run = login("known", "--transcript");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).contains("C: AUTH EXTERNAL ***", "authenticated with EXTERNAL, TLSv1.3");
    }

    @Test
    @Requirement({"EXT-03", "SASL-16"})
    void nobodyActsAsAnother_EXT03() {
        assertThat(login("known", "--mechanism", "external", "--user", "localhost")
                        .out())
                .isEqualTo("localhost authenticated with EXTERNAL, TLSv1.3" + System.lineSeparator());
        assertThat(login("known", "--mechanism", "external", "--user", "tim"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED))
                .satisfies(run -> assertThat(run.err()).startsWith("login: tim refused: 5"));
    }

    @Test
    @Requirement("EXT-04")
    void isOfferedWithACertificateOnly_EXT04() {
        Run run = login(null, "--mechanism", "EXTERNAL");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_ACCEPTABLE);
        assertThat(run.err()).contains(" offers PLAIN ANONYMOUS, of which EXTERNAL can not be used");
    }

    /** Java does not even show a certificate that no issuer whom the server names has issued. */
    @Test
    @Requirement("EXT-04")
    void aStrangersCertificateIsWorthNothing_EXT04() {
        assertThat(login("stranger", "--mechanism", "EXTERNAL").exitCode())
                .isIn(ExitCode.NOTHING_ACCEPTABLE, ExitCode.NETWORK);
    }

    @Test
    @Requirement({"ANON-01", "ANON-03"})
    void leavesATrace_ANON01() throws Exception {
        EVENTS.clear();
        Run run = login(null, "--mechanism", "ANONYMOUS", "--user", "sirhc");

        assertThat(run.out()).isEqualTo("sirhc authenticated with ANONYMOUS, TLSv1.3" + System.lineSeparator());
        assertThat(EVENTS.take().trace()).isEqualTo("sirhc");
    }

    @Test
    void aPasswordNeedsAUser() {
        assertThat(login(null, "--mechanism", "PLAIN").err()).startsWith("login: --user is needed");
        assertThat(login(null).err()).startsWith("login: --user is needed");
    }

    @Test
    void certificateAndKeyBelongTogether() {
        assertThat(run("--client-cert", file("known.pem").toString()).err()).contains("--client-key");
        assertThat(run(
                                "--client-cert",
                                file("known.pem").toString(),
                                "--client-key",
                                file("stranger.key").toString())
                        .err())
                .contains("not the key of the certificate in ");
    }

    private static Run login(String certificate, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        if (certificate != null) {
            arguments.addAll(List.of("--client-cert", file(certificate + ".pem").toString()));
            arguments.addAll(List.of("--client-key", file(certificate + ".key").toString()));
        }
        return run(arguments.toArray(String[]::new));
    }

    private static Run run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("127.0.0.1:" + server.addresses().get(0).getPort()));
        arguments.addAll(List.of("--ca", file("server.pem").toString()));
        arguments.addAll(List.of(more));
        return Run.of(
                new LoginCommand(name -> null, () -> new TypedTerminal("unused")), arguments.toArray(String[]::new));
    }

    private static void write(String name, SelfSignedCertificate certificate) throws IOException {
        Files.writeString(file(name + ".pem"), certificate.certificatePem());
        Files.writeString(file(name + ".key"), certificate.keyPem());
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }
}
