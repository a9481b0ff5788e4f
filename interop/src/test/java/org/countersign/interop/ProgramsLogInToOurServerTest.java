package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's clients, and {@code countersign serve}. */
class ProgramsLogInToOurServerTest {
    private static Certificate certificate;
    private static OurServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
        server = OurServer.start(certificate);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attempts")
    @Requirement("JAVA-06")
    void aProgramLogsInWithTheRightPasswordOnly_JAVA06(Client client, Attempt attempt) throws Exception {
        Program.Ended ended = client.logIn(attempt, server.port(), certificate.file());

        assertThat(ended.output()).contains(attempt.right() ? "235 2.7.0" : "535 5.7.8");
        assertThat(ended.exitCode() == 0).as(ended.output()).isEqualTo(attempt.right());
    }

    /** Over a connection of TLS 1.3 whose exporter Java tells from JDK 25 on; before, nothing of the kind is offered. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({"SCRAM-02", "SCRAM-15", "CB-04"})
    void gsaslBindsItsLoginToTheTlsConnection_CB04(boolean right) throws Exception {
        boolean offered = Runtime.version().feature() >= 25;
        List<String> arguments = new ArrayList<>(Client.GSASL.arguments(
                new Attempt("SCRAM-SHA-256-PLUS", User.TIM, right, true), server.port(), certificate.file()));
        arguments.remove("--no-cb");

        Program.Ended ended = Program.required("gsasl").run(arguments.toArray(String[]::new));

        assertThat(ended.output()).contains(offered ? (right ? "235 2.7.0" : "535 5.7.8") : "504 5.5.4");
        assertThat(ended.exitCode() == 0).as(ended.output()).isEqualTo(offered && right);
    }

    private static Stream<Arguments> attempts() {
        return Arrays.stream(Client.values())
                .flatMap(client ->
                        Attempt.all(client.mechanisms(), client.users()).map(attempt -> Arguments.of(client, attempt)));
    }
}
