package org.countersign.sasl.prep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4013, for octets. */
class SaslPrepOctetsTest {

    @ParameterizedTest
    @CsvSource({"pencil, pencil", "I[00AD]X, IX", "[2168], IX", "e[0301], [00E9]", "[0627]1[0628], [0627]1[0628]"})
    @Requirement("PREP-01")
    void preparesUtf8_PREP01(String text, String prepared) {
        byte[] utf8 = octets(text);

        assertThat(SaslPrep.query(utf8, 0, utf8.length)).isEqualTo(octets(prepared));
        assertThat(SaslPrep.stored(utf8, 0, utf8.length)).isEqualTo(octets(prepared));
    }

    @Test
    @Requirement("PREP-02")
    void permitsUnassignedCodePointsInQueriesOnly_PREP02() {
        byte[] utf8 = octets("pass[1F600]");

        assertThat(SaslPrep.query(utf8, 0, utf8.length)).isEqualTo(utf8);
        assertThat(SaslPrep.stored(utf8, 0, utf8.length)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[00AD]", "[0007]", "[007F]", "[0627]1", "a[E000]"})
    @Requirement({"PREP-01", "PREP-05"})
    void refusesWhatTheTextFormRefuses_PREP01_PREP05(String text) {
        byte[] utf8 = octets(text);

        assertThat(SaslPrep.query(utf8, 0, utf8.length)).isNull();
        assertThat(SaslPrep.stored(utf8, 0, utf8.length)).isNull();
    }

    /** RFC 3629 3. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            no first octet, 80 bf fe ff
            cut off,        c3 e282 f09f98 c341
            overlong,       c080 c1bf e080af e09fbf f08080af
            surrogates,     eda080 edbfbf eda0bdedb880
            above U+10FFFF, f4908080 f5808080 f888808080
            """)
    void refusesWhatIsNotUtf8(String why, String examples) {
        for (String example : examples.split(" ")) {
            byte[] octets = HexFormat.of().parseHex("61" + example + "61");

            assertThat(SaslPrep.query(octets, 0, octets.length)).as(example).isNull();
            assertThat(SaslPrep.query(octets, 1, octets.length - 1)).as(example).isNull();
            assertThat(SaslPrep.stored(octets, 0, octets.length)).as(example).isNull();
        }
    }

    @Test
    void preparesOnlyTheRange() {
        byte[] message = octets("[00E9]|user|e[0301]|");

        assertThat(SaslPrep.query(message, 3, 7)).isEqualTo(octets("user"));
        assertThat(SaslPrep.query(message, 8, 11)).isEqualTo(octets("[00E9]"));
        assertThat(SaslPrep.query(message, 3, 3)).isNull();
    }

    @Test
    void answersANewArrayAndLeavesTheOldOne() {
        byte[] password = octets("pencil");

        byte[] prepared = SaslPrep.query(password, 0, password.length);

        assertThat(prepared).isEqualTo(password).isNotSameAs(password);
        assertThat(password).isEqualTo(octets("pencil"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 5", "3, 2", "5, 5"})
    void refusesRangesOutsideOfTheArray(int start, int end) {
        assertThatThrownBy(() -> SaslPrep.query(new byte[4], start, end)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SaslPrep.stored(new byte[4], start, end))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] octets(String text) {
        return CodePoints.decode(text).getBytes(UTF_8);
    }
}
