package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"pässword", "pässword\n", "pässword\r\n", "pässword\nbehind it"})
    void readsTheFirstLine(String text) throws CommandFailedException, IOException {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo("pässword");
    }

    @Test
    void keepsBlanks() throws CommandFailedException, IOException {
        assertThat(read(" a b \n".getBytes(StandardCharsets.US_ASCII))).isEqualTo(" a b ");
    }

    @Test
    void takesNothingBehindTheLine() throws CommandFailedException, IOException {
        ByteArrayInputStream in = new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(PasswordLine.read(in, "it")).isEqualTo("one".toCharArray());
        assertThat(PasswordLine.read(in, "it")).isEqualTo("two".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\nbehind it"})
    void refusesAnEmptyLine(String text) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read(text.getBytes(StandardCharsets.US_ASCII)))
                .withMessage("it: no password in the first line");
    }

    @Test
    void refusesALineWithoutEnd() throws CommandFailedException, IOException {
        byte[] longest = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
        byte[] longer = "x".repeat(1025).getBytes(StandardCharsets.US_ASCII);

        assertThat(read(longest)).hasSize(1024);
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read(longer))
                .withMessage("it: the first line is longer than 1024 octets");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read(new byte[] {'a', (byte) 0xE4, '\n'}))
                .withMessage("it: not UTF-8");
    }

    private static String read(byte[] octets) throws CommandFailedException, IOException {
        return new String(PasswordLine.read(new ByteArrayInputStream(octets), "it"));
    }
}
