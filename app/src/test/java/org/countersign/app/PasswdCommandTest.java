package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;

class PasswdCommandTest {

    @Test
    @Requirement("CRAM-08")
    void storesTheStatesInsteadOfThePassword_CRAM08() {
        Run run = run(TypedTerminal.piped("tanstaaftanstaaf"), "--scheme", "CRAM-MD5", "tim");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).matches("tim:\\{CRAM-MD5}[0-9a-f]{64}");
    }

    @Test
    @Requirement("PLAIN-05")
    void preparesWhatItStores_PLAIN05() {
        Run run = run(TypedTerminal.piped("x\u00ADy\u2168"), "--scheme", "PLAIN", "t\u00ADim");

        assertThat(run).isEqualTo(success("tim:{PLAIN}xyIX"));
    }

    @Test
    void asksAPersonTwice() {
        assertThat(run(new TypedTerminal("secret", "secret"), "--scheme", "PLAIN", "tim"))
                .isEqualTo(success("tim:{PLAIN}secret"));
        assertThat(run(new TypedTerminal("secret", "secrets"), "--scheme", "PLAIN", "tim"))
                .isEqualTo(failure("that was not the same password twice"));
    }

    @Test
    void knowsItsSchemes() {
        Run run = run(TypedTerminal.piped("secret"), "--scheme", "ROT13", "tim");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("no scheme ROT13, only ", "CRAM-MD5", "PLAIN")
                .doesNotContain("secret");
    }

    @Test
    void refusesWhatAUsersFileCanNotHold() {
        assertThat(run(TypedTerminal.piped("secret"), "--scheme", "PLAIN", "tim:tom")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(TypedTerminal.piped("sec\u0007ret"), "--scheme", "PLAIN", "tim")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private static Run success(String line) {
        return new Run(ExitCode.DONE, line + System.lineSeparator(), "");
    }

    private static Run failure(String why) {
        return new Run(ExitCode.USAGE, "", "passwd: " + why + System.lineSeparator());
    }

    private static Run run(Terminal terminal, String... arguments) {
        return Run.of(new PasswdCommand(Main::catalogue, () -> terminal), arguments);
    }
}
