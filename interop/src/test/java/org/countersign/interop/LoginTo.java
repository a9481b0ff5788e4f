package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.app.Countersign;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code countersign login}, and somebody else's server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LoginTo {
    private Certificate certificate;
    private Peer peer;

    /** Starts the server; the directory is its own. */
    abstract Peer start(Path directory, Certificate certificate) throws Exception;

    abstract Stream<Attempt> attempts();

    @BeforeAll
    void startPeer(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
        peer = start(directory, certificate);
    }

    @AfterAll
    void stopPeer() throws Exception {
        if (peer != null) {
            peer.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void weLogInWithTheRightPasswordOnly(Attempt attempt, @TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), attempt.password());
        List<String> arguments = new ArrayList<>(List.of(
                "login",
                "127.0.0.1:" + peer.port(attempt.user()),
                "--user",
                attempt.user().id()));
        arguments.addAll(List.of("--mechanism", attempt.mechanism(), "--password-file", password.toString()));
        arguments.addAll(
                attempt.starttls()
                        ? List.of("--starttls", "--ca", certificate.file().toString())
                        : List.of("--cleartext"));
        arguments.add("--transcript");
        StringWriter output = new StringWriter();

        int exitCode = Countersign.run(output, arguments);

        assertThat(exitCode).as("%s%n%s", output, peer.log()).isEqualTo(attempt.right() ? 0 : 1);
        assertThat(output.toString())
                .contains(
                        attempt.right() ? attempt.user() + " authenticated with " + attempt.mechanism() : "535 5.7.8");
    }
}
