package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.app.Countersign;
import org.countersign.app.Endpoint;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.ServerTls;
import org.countersign.credentials.certificates.CertificateName;
import org.countersign.credentials.certificates.CertificateUsers;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.OwnMailboxes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EXTERNAL over TLS with client certificates: programs log in to us, and we to Dovecot. */
class ExternalTest {

    /** Programs that know EXTERNAL. */
    enum Outsider {
        CURL("curl") {
            @Override
            List<String> arguments(int port, String user) {
                return List.of(
                        "-sv",
                        "--sasl-ir", // without it an empty name goes as "=" behind 334
                        "smtp://127.0.0.1:" + port + "/client.example.org",
                        "--login-options",
                        "AUTH=EXTERNAL",
                        "--user",
                        user + ":",
                        "--request",
                        "NOOP",
                        "--noproxy",
                        "*",
                        "--ssl-reqd",
                        "--cacert",
                        certificate.file().toString());
            }

            @Override
            List<String> presenting(ClientCertificates.Files own) {
                return List.of(
                        "--cert",
                        own.certificate().toString(),
                        "--key",
                        own.key().toString());
            }
        },
        MSMTP("msmtp") {
            @Override
            List<String> arguments(int port, String user) {
                return List.of(
                        "--file=/dev/null",
                        "--debug",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--domain=client.example.org",
                        "--auth=external",
                        "--user=" + user,
                        "--tls=on",
                        "--tls-starttls=on",
                        "--tls-trust-file=" + certificate.file(),
                        "--from=" + Client.SENDER,
                        "recipient@example.org");
            }

            @Override
            List<String> presenting(ClientCertificates.Files own) {
                return List.of("--tls-cert-file=" + own.certificate(), "--tls-key-file=" + own.key());
            }
        };

        private final String program;

        Outsider(String program) {
            this.program = program;
        }

        abstract List<String> arguments(int port, String user);

        abstract List<String> presenting(ClientCertificates.Files own);

        Program.Ended logIn(String user, ClientCertificates.Files own) throws Exception {
            List<String> arguments = new ArrayList<>(own == null ? List.of() : presenting(own));
            arguments.addAll(arguments(server.addresses().get(0).getPort(), user));
            return Program.required(program).run(arguments.toArray(String[]::new));
        }
    }

    @TempDir
    private static Path directory;

    private static Certificate certificate;
    private static ClientCertificates tim;
    private static ClientCertificates stranger;
    private static SubmissionServer server;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.in(directory);
        tim = ClientCertificates.make(directory.resolve("tim"), User.TIM);
        stranger = ClientCertificates.make(directory.resolve("stranger"), User.TIM);
        Directory users = Directory.of(List.of(Account.of(User.TIM.id())));
        server = SubmissionServer.start(ServerOptions.of(users)
                .listen(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(certificate.file(), certificate.key(), tim.issuer()))
                .mailboxes(OwnMailboxes.in().withAliases(Map.of(User.TIM.id(), List.of(Client.SENDER))))
                .peers(CertificateUsers.of(users, List.of(CertificateName.RFC822_NAME, CertificateName.COMMON_NAME)))
                .build());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"EXT-01", "EXT-03"})
    void aProgramLogsInWithItsCertificate_EXT01(Outsider outsider) throws Exception {
        Program.Ended right = outsider.logIn("tim", tim.files());
        assertThat(right.output()).contains("AUTH EXTERNAL", "dGlt", "235 2.7.0");
        assertThat(right.exitCode()).as(right.output()).isZero();

        Program.Ended asAnother = outsider.logIn("ada", tim.files());
        assertThat(asAnother.output()).contains("AUTH EXTERNAL", "YWRh", "535 5.7.8");
        assertThat(asAnother.exitCode()).isNotZero();
    }

    /** Which curl says with an empty name; msmtp needs one. */
    @Test
    @Requirement("EXT-02")
    void aProgramLeavesTheNameToItsCertificate_EXT02() throws Exception {
        Program.Ended ended = Outsider.CURL.logIn("", tim.files());

        assertThat(ended.output()).contains("AUTH EXTERNAL =", "235 2.7.0");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("EXT-04")
    void aCertificateOfAnotherIssuerEndsTheHandshake_EXT04(Outsider outsider) throws Exception {
        Program.Ended ended = outsider.logIn("tim", stranger.files());

        assertThat(ended.output()).doesNotContain("AUTH EXTERNAL").doesNotContain("235 2.7.0");
        assertThat(ended.exitCode()).as(ended.output()).isNotZero();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("EXT-04")
    void withoutACertificateItIsNotOffered_EXT04(Outsider outsider) throws Exception {
        Program.Ended ended = outsider.logIn("tim", null);

        assertThat(ended.output())
                .contains("250 AUTH ")
                .doesNotContain("EXTERNAL ")
                .doesNotContain("235 2.7.0");
        assertThat(ended.exitCode()).as(ended.output()).isNotZero();
    }

    @Test
    @Requirement({"EXT-01", "EXT-02"})
    void weLogInToDovecot_EXT02(@TempDir Path dovecots) throws Exception {
        String more = """
                ssl_ca = <%s
                ssl_verify_client_cert = yes
                ssl_require_crl = no
                auth_ssl_username_from_cert = yes
                ssl_cert_username_field = commonName
                auth_mechanisms = plain external
                passdb {
                  driver = static
                  mechanisms = external
                  args = nopassword=y
                }
                """.formatted(tim.issuer());
        try (DovecotPeer dovecot = DovecotPeer.start(dovecots, certificate, more)) {
            StringWriter output = new StringWriter();
            assertThat(logInTo(dovecot, output, tim.files()))
                    .as("%s%n%s", output, dovecot.log())
                    .isZero();
            assertThat(output.toString()).contains("authenticated with EXTERNAL, TLSv1.3");

            assertThat(logInTo(dovecot, new StringWriter(), stranger.files())).isNotZero();
        }
    }

    private static int logInTo(Peer peer, StringWriter output, ClientCertificates.Files own) {
        return Countersign.run(
                output,
                List.of(
                        "login",
                        "127.0.0.1:" + peer.port(User.TIM),
                        "--mechanism",
                        "EXTERNAL",
                        "--ca",
                        certificate.file().toString(),
                        "--client-cert",
                        own.certificate().toString(),
                        "--client-key",
                        own.key().toString(),
                        "--transcript"));
    }
}
