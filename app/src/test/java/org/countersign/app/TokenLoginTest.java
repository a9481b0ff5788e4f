package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.server.AuditLine;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.credentials.oauth.TokenVerifier;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code login} with tokens of a real authorization server, and a server that verifies them there. */
@Timeout(120)
class TokenLoginTest {
    @TempDir
    private Path folder;

    private final SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
    private final List<String> audit = Collections.synchronizedList(new ArrayList<>());
    private AuthorizationServer provider;
    private SubmissionServer server;
    private String ca;

    @BeforeEach
    void trust() throws IOException {
        ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem())
                .toString();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        provider.close();
    }

    /** A server with these options besides those that name the provider. */
    private void serve(String algorithm, String... options) throws Exception {
        provider = AuthorizationServer.start(algorithm);
        List<String> all = new ArrayList<>(List.of("--oauth-issuer", provider.issuer()));
        all.addAll(List.of("--oauth-audience", AuthorizationServer.AUDIENCE, "--oauth-ca", provider.ca(folder)));
        all.addAll(List.of(options));
        OAuthOptions parsed = new OAuthOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("oauth", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)))
                .parseArgs(all.toArray(String[]::new));
        serve(parsed.verifier().orElseThrow());
    }

    private void serve(TokenVerifier verifier) throws IOException {
        Directory directory = Directory.of(List.of(Account.of("tim", "{PLAIN}tanstaaftanstaaf")));
        server = SubmissionServer.start(ServerOptions.of(directory)
                .listen(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(certificate))
                .tokens(verifier)
                .audit(event -> audit.add(AuditLine.of(event, Instant.now()) + event))
                .build());
    }

    /** One that asks the provider at each login. */
    private TokenVerifier forgetful() throws IOException {
        return TokenVerifier.issuedBy(provider.issuer())
                .audience(AuthorizationServer.AUDIENCE)
                .client(ServerTrust.in(Path.of(provider.ca(folder))).httpClient())
                .patience(Duration.ofSeconds(5))
                .keys(Duration.ZERO, Duration.ZERO, Duration.ZERO)
                .kept(0)
                .build();
    }

    private Run login(String token, String... more) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "token", ""), token + "\n");
        List<String> arguments = new ArrayList<>(List.of("--token-file", file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private Run run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("login", address(), "--user", "tim", "--ca", ca));
        arguments.addAll(Arrays.asList(more));
        return Run.of(new Main(), arguments.toArray(String[]::new));
    }

    private String address() {
        return "127.0.0.1:" + server.addresses().get(0).getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    @Requirement({"OAUTH-05", "XOA-05"})
    void letsAGoodTokenIn_OAUTH05(String algorithm) throws Exception {
        serve(algorithm);

        assertThat(login(provider.token()).out()).isEqualTo("tim authenticated with OAUTHBEARER, TLSv1.3\n");
        assertThat(login(provider.token(), "--mechanism", "XOAUTH2").out())
                .isEqualTo("tim authenticated with XOAUTH2, TLSv1.3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
    @Requirement({"OAUTH-06", "XOA-02"})
    void refusesAnyOtherAndSaysWhy_OAUTH06(String mechanism) throws Exception {
        serve("RS256");
        String status = mechanism.equals("XOAUTH2") ? "401" : "invalid_token";
        String see =
                mechanism.equals("XOAUTH2") ? "" : ", see " + provider.issuer() + "/.well-known/openid-configuration";
        String good = provider.token();
        String changed = good.substring(0, good.length() - 10)
                + (good.charAt(good.length() - 10) == 'x' ? "y" : "x")
                + good.substring(good.length() - 9);
        try (AuthorizationServer other = AuthorizationServer.start("RS256")) {
            for (String bad : List.of(
                    provider.token(Map.of(), -120),
                    provider.token("imap.example.org", Map.of(), 3600),
                    other.token(),
                    changed)) {
                assertThat(login(bad, "--mechanism", mechanism).err())
                        .contains("tim refused: 535 5.7.8 Authentication credentials invalid")
                        .contains("; the server says \"" + status + "\"" + see);
            }
        }
    }

    @Test
    @Requirement("XOA-08")
    void asksForAScope_XOA08() throws Exception {
        serve("RS256", "--oauth-scope", "https://mail.example.org/");

        assertThat(login(provider.token(), "--mechanism", "XOAUTH2").err())
                .contains("\"403\", scope \"https://mail.example.org/\"");
        assertThat(login(provider.token(Map.of("scope", "x https://mail.example.org/"), 60))
                        .exitCode())
                .isZero();
    }

    @Test
    void namesTheUserAsTheClaimSays() throws Exception {
        serve("ES256", "--oauth-user-claim", "mail");

        assertThat(login(provider.token(Map.of("mail", "tim"), 60)).exitCode()).isZero();
        assertThat(login(provider.token(Map.of("mail", "tom"), 60)).err()).contains("535 ");
        assertThat(login(provider.token()).err()).contains("invalid_token");
    }

    @Test
    void takesAnotherKeyWithoutARestart() throws Exception {
        provider = AuthorizationServer.start("ES256");
        serve(TokenVerifier.issuedBy(provider.issuer())
                .audience(AuthorizationServer.AUDIENCE)
                .client(ServerTrust.in(Path.of(provider.ca(folder))).httpClient())
                .keys(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO)
                .kept(0)
                .build());
        String old = provider.token();
        assertThat(login(old).exitCode()).isZero();
        provider.changeKeys();

        assertThat(login(provider.token()).exitCode()).isZero();
        assertThat(login(old).err()).contains("invalid_token");
    }

    @Test
    void neitherTakesNorRefusesAGoodTokenWhileTheProviderIsAway() throws Exception {
        provider = AuthorizationServer.start("RS256");
        serve(forgetful());
        String good = provider.token();
        String bad = provider.token("imap.example.org", Map.of(), 3600);
        List<String> goods = Collections.synchronizedList(new ArrayList<>());
        List<String> bads = Collections.synchronizedList(new ArrayList<>());
        ExecutorService clients = Executors.newFixedThreadPool(4);
        Instant end = Instant.now().plusSeconds(12);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean right = i % 2 == 0;
            running.add(clients.submit(() -> {
                while (Instant.now().isBefore(end)) {
                    Run run = login(right ? good : bad);
                    (right ? goods : bads)
                            .add(run.exitCode() == 0 ? "235" : run.err().replaceFirst("(?s).*?: (\\d{3}).*", "$1"));
                }
                return null;
            }));
        }
        for (int i = 0; i < 2; i++) {
            TimeUnit.SECONDS.sleep(2);
            provider.stop();
            TimeUnit.SECONDS.sleep(2);
            provider.start();
        }
        for (Future<?> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();

        assertThat(goods).contains("235", "454").containsOnly("235", "454");
        assertThat(bads).contains("535").containsOnly("535", "454");
    }

    @Test
    @Requirement("SEC-07")
    void showsNoTokenToAnybody_SEC07() throws Exception {
        serve("RS256");
        String good = provider.token();
        String expired = provider.token(Map.of(), -120);
        List<String> texts = new ArrayList<>();
        for (String token : List.of(good, expired)) {
            for (String mechanism : List.of("OAUTHBEARER", "XOAUTH2")) {
                Run run = login(token, "--mechanism", mechanism, "--transcript");
                texts.add(run.out() + run.err());
            }
        }
        provider.stop();
        texts.add(login(expired).toString());
        texts.addAll(audit);

        assertThat(audit).hasSize(5);
        for (String token : List.of(good, expired)) {
            for (String part : token.split("\\.")) {
                if (part.length() > 60) {
                    assertThat(texts).noneMatch(text -> text.contains(part.substring(0, 60)));
                }
            }
        }
    }

    @Test
    void takesTokensSignedWithKeysInAFile() throws Exception {
        provider = AuthorizationServer.start("RS256");
        Path jwks = Files.writeString(folder.resolve("jwks.json"), provider.publicKeys());
        OAuthOptions parsed = new OAuthOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("oauth", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)))
                .parseArgs("--oauth-jwks", jwks.toString(), "--oauth-audience", AuthorizationServer.AUDIENCE);
        serve(parsed.verifier().orElseThrow());
        provider.stop();

        assertThat(login(provider.token()).exitCode()).isZero();
        provider.changeKeys();
        assertThat(login(provider.token()).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void asksForATokenOfTheProgramsOwn() throws Exception {
        serve("RS256", "--oauth-user-claim", "mailbox");
        provider.nextTokensAreFor("tim");
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        Path config = Files.writeString(
                folder.resolve("oauth.properties"),
                String.join(
                        "\n",
                        "issuer=" + provider.issuer(),
                        "client_id=mailer",
                        "client_secret_file=secret",
                        "scope=smtp",
                        "ca=provider.pem"));

        Run run = run("--oauth-config", config.toString());

        assertThat(run.out()).as(run.err()).isEqualTo("tim authenticated with OAUTHBEARER, TLSv1.3\n");
    }

    @Test
    void asksForATokenWithARefreshTokenAndKeepsTheNewOne() throws Exception {
        serve("ES256");
        Path refresh = Files.writeString(folder.resolve("refresh"), provider.refreshToken(folder));
        String first = Files.readString(refresh);
        Path config = Files.writeString(
                folder.resolve("oauth.properties"),
                String.join(
                        "\n",
                        "token_endpoint=" + provider.tokenEndpoint(),
                        "client_id=mailer",
                        "refresh_token_file=refresh",
                        "ca=provider.pem"));

        provider.nextTokensAreFor("tim");
        assertThat(run("--oauth-config", config.toString()).exitCode()).isZero();
        assertThat(Files.readString(refresh)).isNotEqualTo(first);
        provider.nextTokensAreFor("tim");
        assertThat(run("--oauth-config", config.toString()).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=y| not known: x",
                "client_id=mailer| client_id is needed, and either issuer or token_endpoint",
                "issuer=https://localhost;token_endpoint=https://localhost;client_id=m| either issuer or token_endpoint",
                "issuer=http://localhost;client_id=mailer| not an https URI",
                "issuer=https://localhost;client_id=mailer| client_secret_file or refresh_token_file is needed",
                "issuer=https://localhost;client_id=mailer;refresh_token_file=none| none: no such file",
                "issuer=https://localhost:1;client_id=m;client_secret_file=ca.pem| no token: localhost: ConnectException"
            })
    void saysWhatIsWrongWithAConfiguration(String lines, String message) throws Exception {
        serve("RS256");
        Path config = Files.writeString(folder.resolve("wrong.properties"), lines.replace(';', '\n'));

        Run run = run("--oauth-config", config.toString());

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(message);
    }

    @Test
    void showsAPasswordOrATokenButNotBoth() throws Exception {
        serve("RS256");

        assertThat(run("--token-env", "T", "--password-env", "P").err()).contains("mutually exclusive");
        assertThat(run("--token-env", "COUNTERSIGN_NO_SUCH_VARIABLE").err()).contains("not set");
        assertThat(login("a b").err()).contains("RFC 6750");
        assertThat(login("").err()).contains("no token in the first line");
        assertThat(login("t".repeat(8193)).err()).contains("longer than 8192 octets");
        assertThat(login("t".repeat(8192)).err()).contains("535 ");
    }
}
