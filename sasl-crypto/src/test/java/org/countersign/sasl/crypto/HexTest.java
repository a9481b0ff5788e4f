package org.countersign.sasl.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {

    private static final String DIGITS = "0123456789abcdef";

    @Test
    @Requirement("CRAM-02")
    void writesEveryOctetInLowerCase_CRAM02() {
        for (int octet = 0; octet < 256; octet++) {
            assertThat(Hex.encode(new byte[] {(byte) octet})).isEqualTo(String.format("%02x", octet));
        }
    }

    @Test
    void readsEveryOctet() {
        byte[] out = new byte[1];
        for (int octet = 0; octet < 256; octet++) {
            String digits = String.format("%02x", octet);

            assertThat(Hex.decode(digits, out)).isTrue();
            assertThat(out).containsExactly(octet);
            assertThat(Hex.decode(digits.getBytes(US_ASCII), 0, 2, out, 0)).isTrue();
            assertThat(out).containsExactly(octet);
        }
    }

    @Test
    @Requirement("CRAM-04")
    void refusesEveryOtherOctetInEveryPlace_CRAM04() {
        for (int other = 0; other < 256; other++) {
            if (DIGITS.indexOf(other) < 0) {
                for (int place = 0; place < 4; place++) {
                    byte[] digits = "00ff".getBytes(US_ASCII);
                    digits[place] = (byte) other;
                    byte[] out = {1, 2};

                    assertThat(Hex.decode(digits, 0, 4, out, 0))
                            .as("%d in place %d", other, place)
                            .isFalse();
                    assertThat(out).containsExactly(0, 0);
                    assertThat(Hex.decode(new String(digits, ISO_8859_1), out)).isFalse();
                }
            }
        }
    }

    /** Fullwidth and Arabic-Indic digits, and characters whose low octet is that of a digit. */
    @ParameterizedTest
    @ValueSource(strings = {"0０", "٠0", "0\u0130", "\u0661a", "\ud835\udfce"})
    void refusesDigitsBeyondAscii(String digits) {
        assertThat(Hex.decode(digits, new byte[1])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "012", "01234"})
    void refusesATextOfAnotherLength(String digits) {
        byte[] out = {1};

        assertThat(Hex.decode(digits, out)).isFalse();
        assertThat(out).containsExactly(1);
    }

    @Test
    void refusesAnOddNumberOfDigits() {
        byte[] out = {1, 2};

        assertThat(Hex.decode("012".getBytes(US_ASCII), 0, 3, out, 0)).isFalse();
        assertThat(out).containsExactly(1, 2);
    }

    @Test
    void readsAndWritesNothing() {
        assertThat(Hex.encode(new byte[0])).isEmpty();
        assertThat(Hex.decode("", new byte[0])).isTrue();
        assertThat(Hex.decode(new byte[0], 0, 0, new byte[0], 0)).isTrue();
    }

    @Test
    void staysInsideOfItsRanges() {
        byte[] digits = "--------".getBytes(US_ASCII);
        Hex.encode(new byte[] {9, (byte) 0xca, (byte) 0xfe, 9}, 1, 2, digits, 3);
        assertThat(digits).asString(US_ASCII).isEqualTo("---cafe-");

        byte[] octets = {9, 9, 9, 9};
        assertThat(Hex.decode(digits, 3, 4, octets, 1)).isTrue();
        assertThat(octets).containsExactly(9, 0xca, 0xfe, 9);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2, 0", "0, 10, 0", "7, 2, 0", "0, -2, 0", "0, 8, 1", "0, 2, -1", "0, 2, 4"})
    void refusesRangesOutsideOfTheirArrays(int offset, int length, int outOffset) {
        assertThatThrownBy(() -> Hex.decode(new byte[8], offset, length, new byte[4], outOffset))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Hex.encode(new byte[4], 0, 4, new byte[8], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
