package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.countersign.app.server.DataReader.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321, sections 2.3.8 and 4.5.2. */
class DataReaderTest {
    private final DataReader reader = new DataReader(1000);

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private String taken() {
        return new String(reader.takePart(), ISO_8859_1);
    }

    /** Both in one piece and octet by octet. */
    private static void assertMessage(String sent, String message) {
        DataReader whole = new DataReader(1000);
        ByteBuffer in = octets(sent);
        assertThat(whole.read(in)).isEqualTo(Progress.END);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(new String(whole.takePart(), ISO_8859_1)).isEqualTo(message);

        DataReader slow = new DataReader(1000);
        for (int i = 0; i < sent.length() - 1; i++) {
            assertThat(slow.read(octets(sent.substring(i, i + 1)))).isEqualTo(Progress.MORE);
        }
        assertThat(slow.read(octets(sent.substring(sent.length() - 1)))).isEqualTo(Progress.END);
        assertThat(new String(slow.takePart(), ISO_8859_1)).isEqualTo(message);
    }

    @Test
    void aDotOnALineOfItsOwnIsTheEnd() {
        assertMessage("Subject: x\r\n\r\nHello\r\n.\r\n", "Subject: x\r\n\r\nHello\r\n");
        assertMessage(".\r\n", "");
    }

    @Test
    void aDotBeforeALineIsTakenOff() {
        assertMessage("..\r\n...\r\n.x\r\n.\r\n", ".\r\n..\r\nx\r\n");
    }

    @Test
    void otherDotsStay() {
        assertMessage("a.b\r\n \r\n .\r\n.\r\n", "a.b\r\n \r\n .\r\n");
    }

    @Test
    void eightBitsStayAsTheyAre() {
        StringBuilder all = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                all.append(octet);
            }
        }
        assertMessage(all + "\r\n.\r\n", all + "\r\n");
    }

    @Test
    void takesNothingBehindTheEnd() {
        ByteBuffer in = octets("x\r\n.\r\nQUIT\r\n");
        assertThat(reader.read(in)).isEqualTo(Progress.END);
        assertThat(in.remaining()).isEqualTo("QUIT\r\n".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n.\n",
                "x\r\n.\n",
                "x\n.\r\n",
                "x\r.\r\n",
                "x\r\r\n",
                "\n",
                "\r.",
                ".\n",
                ".\r.",
                ".\r\r\n",
                "x\r\n.\rMAIL",
                "x\r\u0000\n"
            })
    void aLoneCrOrLfIsAnError(String sent) {
        assertThat(reader.read(octets(sent))).isEqualTo(Progress.BARE_CR_OR_LF);
    }

    @ParameterizedTest
    @CsvSource({"998,false", "999,true"})
    void keepsOctetsUpToTheLimit(int length, boolean tooLarge) {
        reader.read(octets(".." + "x".repeat(length - 1) + "\r\n"));
        assertThat(reader.tooLarge()).isEqualTo(tooLarge);
        assertThat(taken()).hasSize(1000);
        assertThat(reader.read(octets(".\r\n"))).isEqualTo(Progress.END);
    }

    @Test
    void partsAreGivenOnce() {
        reader.read(octets("one\r\ntwo"));
        assertThat(reader.partSize()).isEqualTo(8);
        assertThat(taken()).isEqualTo("one\r\ntwo");
        reader.read(octets("\r\n.\r\n"));
        assertThat(taken()).isEqualTo("\r\n");
    }
}
