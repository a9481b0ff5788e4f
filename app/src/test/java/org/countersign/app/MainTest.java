package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class MainTest {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "login --version", "serve -V"})
    void tellsItsVersion(String arguments) {
        Run run = Run.of(new Main(), arguments.split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("countersign ");
    }

    @Test
    void knowsItsCommands() {
        Run run = Run.of(new Main(), "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("demo", "serve", "login", "passwd", "mechanisms");
    }

    @Test
    void asksForACommand() {
        Run run = Run.of(new Main());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "countersign: what to do? one of demo, serve, login, passwd, mechanisms (see --help)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nothing",
                "nothing",
                "login",
                "login mail.example.org --user tim",
                "login mail.example.org:587",
                "login ::1:587 --user tim",
                "login mail.example.org:99999 --user tim",
                "login mail.example.org:587 --user tim --tls --starttls",
                "login mail.example.org:587 --user tim --ca ca.pem --insecure",
                "login mail.example.org:587 --user tim --password-env A --password-file B",
                "passwd tim",
                "passwd --scheme PLAIN",
                "demo --verbose"
            })
    void tellsInOneLineWhatIsWrongWithTheCommandLine(String arguments) {
        Run run = Run.of(new Main(), arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("countersign");
    }

    @Test
    void tellsInOneLineWhyACommandFails() {
        Run unusable = Run.of(new Failing(new UnusableFileException(Path.of("users.txt"), "no such file")));
        Run unreachable = Run.of(new Failing(new IOException("can not connect")));
        Run refused = Run.of(new Failing(new CommandFailedException(ExitCode.REFUSED, "535 no")));

        assertThat(unusable).isEqualTo(new Run(ExitCode.USAGE, "", line("fail: users.txt: no such file")));
        assertThat(unreachable).isEqualTo(new Run(ExitCode.NETWORK, "", line("fail: can not connect")));
        assertThat(refused).isEqualTo(new Run(ExitCode.REFUSED, "", line("fail: 535 no")));
    }

    @Test
    void tellsADefectFromARefusal() {
        Run run = Run.of(new Failing(new IllegalStateException("oops")));

        assertThat(run).isEqualTo(new Run(ExitCode.DEFECT, "", line("fail: java.lang.IllegalStateException: oops")));
    }

    @Test
    void letsNobodyElseSteerTheTerminal() {
        Run run = Run.of(new Failing(new IOException("one\r\ntwo\u001B[2J")));

        assertThat(run.err()).isEqualTo(line("fail: one two [2J"));
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }

    @Command(name = "fail")
    private record Failing(Exception why) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw why;
        }
    }
}
