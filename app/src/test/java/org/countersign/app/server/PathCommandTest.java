package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321, sections 4.1.1.2, 4.1.1.3 and 4.1.2. */
class PathCommandTest {
    private static String sender(String path) {
        return PathCommand.mail("MAIL FROM:" + path).map(PathCommand::path).orElse("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tim@client.example",
                "e=mc2@example.com",
                "a.b.c+d@x",
                "\"white space\"@example.com",
                "\"a\\\"b>\"@example.com",
                "\"\"@example.com",
                "tim@[192.0.2.1]",
                "tim@[IPv6:2001:db8::1]"
            })
    void takesAMailbox(String mailbox) {
        assertThat(sender("<" + mailbox + ">")).isEqualTo(mailbox);
    }

    @Test
    @Requirement("SUB-03")
    void takesTheEmptyReversePath_SUB03() {
        assertThat(sender("<>")).isEmpty();
    }

    @Test
    void theCommandIsCaseInsensitive() {
        assertThat(PathCommand.mail("mail from:<a@b>")).isPresent();
        assertThat(PathCommand.rcpt("Rcpt To:<a@b>")).isPresent();
    }

    @Test
    void ignoresASourceRoute() {
        assertThat(sender("<@one.example,@two.example:tim@three.example>")).isEqualTo("tim@three.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tim@client.example",
                "<tim@client.example",
                "<tim>",
                "<@client.example>",
                "<tim@>",
                "<.tim@x>",
                "<tim.@x>",
                "<t..m@x>",
                "<tim@-x>",
                "<tim@x->",
                "<tim@x..y>",
                "<tim@x.>",
                "<tim@[192.0.2.1>",
                "<tim@[]>",
                "<t m@x>",
                "<t\"m@x>",
                "<\"tim@x>",
                "<tim@x>y",
                " <tim@x>",
                "<j\u00fcrgen@x>",
                "<tim@x\u007f>",
                "<<tim@x>>",
                "<@a:>"
            })
    void refusesWhatIsNoPath(String path) {
        assertThat(sender(path)).isEqualTo("refused");
    }

    /** Section 4.1.1. */
    @Test
    void toleratesBlanksAtTheEnd() {
        assertThat(PathCommand.mail("MAIL FROM:<tim@x>  ")).isEqualTo(PathCommand.mail("MAIL FROM:<tim@x>"));
        assertThat(PathCommand.mail("MAIL FROM:<> SIZE=1 ")).isPresent();
    }

    @Test
    void aNullRecipientIsNone() {
        assertThat(PathCommand.rcpt("RCPT TO:<>")).isEmpty();
    }

    @Test
    void postmasterNeedsNoDomain() {
        assertThat(PathCommand.rcpt("RCPT TO:<PostMaster>"))
                .hasValueSatisfying(command -> assertThat(command.path()).isEqualTo("postmaster"));
        assertThat(PathCommand.mail("MAIL FROM:<postmaster>")).isEmpty();
    }

    /** Section 4.5.3.1. */
    @Test
    void pathsAndTheirPartsAreBounded() {
        String label = "a".repeat(63);
        assertThat(sender("<" + "a".repeat(64) + "@x>")).hasSize(66);
        assertThat(sender("<" + "a".repeat(65) + "@x>")).isEqualTo("refused");
        assertThat(sender("<tim@" + label + ">")).hasSize(67);
        assertThat(sender("<tim@" + label + "a>")).isEqualTo("refused");
        String domain = label + "." + label + "." + label + "." + "a".repeat(58);
        assertThat(sender("<tim@" + domain + ">")).hasSize(254);
        assertThat(sender("<timm@" + domain + ">")).isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "SIZE=100, SIZE, 100",
        "body=8BITMIME, BODY, 8BITMIME",
        "AUTH=e+3Dmc2@example.com, AUTH, e+3Dmc2@example.com",
        "AUTH=<>, AUTH, <>"
    })
    void readsParameters(String text, String keyword, String value) {
        assertThat(PathCommand.mail("MAIL FROM:<> " + text)).hasValueSatisfying(command -> {
            assertThat(command.parameters()).isEqualTo(Map.of(keyword, value));
            assertThat(command.parameterText()).isEqualTo(text);
        });
    }

    @Test
    void aParameterMayHaveNoValue() {
        assertThat(PathCommand.mail("MAIL FROM:<> SMTPUTF8"))
                .hasValueSatisfying(command -> assertThat(command.parameters()).isEqualTo(Map.of("SMTPUTF8", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"  SIZE=1", " SIZE=1  BODY=7BIT", " SIZE=", " =1", " -A=1", " A=b=c", " A=\u00e9", "SIZE=1"})
    void refusesOtherParameters(String text) {
        assertThat(PathCommand.mail("MAIL FROM:<a@b>" + text)).isEmpty();
    }

    /** Section 4.1.1.11. */
    @Test
    void refusesAParameterThatRepeats() {
        assertThat(PathCommand.mail("MAIL FROM:<> SIZE=1 size=1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a@", "@a,", "\"\\", "a-", "a@a.", "a@a-", " A=b", "<"})
    void takesNoLongerThanTheLineIsLong(String part) {
        String text = "MAIL FROM:<" + part.repeat(12288 / part.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(PathCommand.mail(text)).isEmpty());
    }
}
