package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other people's clients, and {@code countersign serve --mechanisms DIGEST-MD5}. */
class ProgramsLogInByDigestMd5Test {
    private static Certificate certificate;
    private static OurServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
        server = OurServer.start(certificate, options -> options.mechanisms(List.of("DIGEST-MD5")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attempts")
    @Requirement({"JAVA-06", "DIG-11", "DIG-15"})
    void aProgramLogsInWithTheRightPasswordOnly_JAVA06(Client client, Attempt attempt) throws Exception {
        Program.Ended ended = client.logIn(attempt, server.port(), certificate.file());

        assertThat(ended.output()).contains(attempt.right() ? "235 2.7.0" : "535 5.7.8");
        assertThat(ended.exitCode() == 0).as(ended.output()).isEqualTo(attempt.right());
    }

    private static Stream<Arguments> attempts() {
        return Stream.of(Client.CURL, Client.SWAKS, Client.GSASL, Client.MSMTP)
                .flatMap(client -> Stream.of(true, false)
                        .flatMap(right -> Stream.of(true, false)
                                .map(starttls -> new Attempt("DIGEST-MD5", User.TIM, right, starttls)))
                        .map(attempt -> Arguments.of(client, attempt)));
    }
}
