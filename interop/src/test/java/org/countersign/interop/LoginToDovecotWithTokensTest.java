package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.app.Countersign;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code countersign login} with tokens, and Dovecot, which shares a key with their issuer and asks for no audience. */
class LoginToDovecotWithTokensTest {
    private static Certificate certificate;
    private static DovecotPeer dovecot;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
        dovecot = DovecotPeer.start(directory, certificate);
    }

    @AfterAll
    static void stop() {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    private static Stream<Arguments> attempts() {
        return Stream.of("XOAUTH2", "OAUTHBEARER")
                .flatMap(mechanism -> Stream.of(Tokens.GOOD, Tokens.EXPIRED, Tokens.WRONG_KEY)
                        .map(token -> Arguments.of(mechanism, token)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attempts")
    @Requirement("JAVA-06")
    void weLogInWithAGoodTokenOnly_JAVA06(String mechanism, Tokens token, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), token.shared());
        StringWriter output = new StringWriter();

        int exitCode = Countersign.run(
                output,
                List.of(
                        "login",
                        "127.0.0.1:" + dovecot.port(User.TIM),
                        "--user",
                        "tim",
                        "--mechanism",
                        mechanism,
                        "--token-file",
                        file.toString(),
                        "--ca",
                        certificate.file().toString()));

        boolean good = token == Tokens.GOOD;
        assertThat(exitCode).as("%s%n%s", output, dovecot.log()).isEqualTo(good ? 0 : 1);
        assertThat(output.toString())
                .contains(good ? "tim authenticated with " + mechanism : "535 5.7.8")
                .contains(good ? "" : "; the server says \"" + (mechanism.equals("XOAUTH2") ? "401" : "invalid_token"));
    }
}
