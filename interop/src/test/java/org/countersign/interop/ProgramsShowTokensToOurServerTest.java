package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.countersign.credentials.oauth.TokenVerifier;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other people's clients that can show a token, and {@code countersign serve}. */
class ProgramsShowTokensToOurServerTest {
    private static Certificate certificate;

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
    }

    private static Stream<Arguments> attempts() {
        return Stream.of("curl", "msmtp")
                .flatMap(program -> Stream.of("XOAUTH2", "OAUTHBEARER")
                        .flatMap(mechanism ->
                                Stream.of(Tokens.values()).map(token -> Arguments.of(program, mechanism, token))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("attempts")
    @Requirement("JAVA-06")
    void aProgramLogsInWithAGoodTokenOnly_JAVA06(String program, String mechanism, Tokens token) throws Exception {
        TokenVerifier verifier = TokenVerifier.signedWith(Tokens.jwks())
                .audience(Tokens.AUDIENCE)
                .build();
        // curl takes OAUTHBEARER where it is told to take XOAUTH2, if it can
        try (OurServer server =
                OurServer.start(certificate, options -> options.tokens(verifier).mechanisms(List.of(mechanism)))) {
            List<String> arguments = program.equals("curl")
                    ? curl(mechanism, server.port(), token)
                    : msmtp(mechanism, server.port(), token);

            Program.Ended ended = Program.required(program).run(arguments.toArray(String[]::new));

            boolean good = token == Tokens.GOOD;
            assertThat(ended.exitCode() == 0).as(ended.output()).isEqualTo(good);
            // curl hangs up when XOAUTH2 gets an error
            boolean hungUp = program.equals("curl") && mechanism.equals("XOAUTH2") && !good;
            assertThat(ended.output()).contains(good ? "235 2.7.0" : hungUp ? "334 eyJzdGF0dXMiOiI0MDEi" : "535 5.7.8");
        }
    }

    private static List<String> curl(String mechanism, int port, Tokens token) throws Exception {
        return List.of(
                "-sv",
                "smtp://127.0.0.1:" + port + "/client.example.org",
                "--login-options",
                "AUTH=" + mechanism,
                "--user",
                "tim:",
                "--oauth2-bearer",
                token.signed(),
                "--request",
                "NOOP",
                "--noproxy",
                "*",
                "--ssl-reqd",
                "--cacert",
                certificate.file().toString());
    }

    private static List<String> msmtp(String mechanism, int port, Tokens token) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--file=/dev/null", "--debug"));
        arguments.addAll(List.of("--host=127.0.0.1", "--port=" + port, "--domain=client.example.org"));
        arguments.addAll(List.of(
                "--auth=" + mechanism.toLowerCase(Locale.ROOT),
                "--user=tim",
                "--passwordeval=printf %s " + Program.quoted(token.signed())));
        arguments.addAll(List.of("--tls=on", "--tls-starttls=on", "--tls-trust-file=" + certificate.file()));
        arguments.addAll(List.of("--from=sender@example.org", "recipient@example.org"));
        return arguments;
    }
}
