package org.countersign.sasl.prep;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4013, for text. Code points that are not printable ASCII are written as {@code [XXXX]}. */
class SaslPrepTest {

    /** RFC 4013 3. */
    @ParameterizedTest
    @CsvSource({"I[00AD]X, IX", "user, user", "USER, USER", "[00AA], a", "[2168], IX"})
    @Requirement("PREP-01")
    void preparesTheExamplesOfTheRfc_PREP01(String text, String prepared) {
        assertThat(SaslPrep.query(decoded(text))).isEqualTo(prepared);
        assertThat(SaslPrep.stored(decoded(text))).isEqualTo(prepared);
    }

    /** RFC 4013 3. */
    @ParameterizedTest
    @ValueSource(strings = {"[0007]", "[0627]1"})
    @Requirement("PREP-01")
    void refusesTheExamplesOfTheRfc_PREP01(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @CsvSource({
        "[00A0], [0020]",
        "a[00A0]b, a[0020]b",
        "[3000], [0020]",
        "[1680][2003][205F], [0020][0020][0020]",
        "a[034F][1806][200C][2060][FE0F][FEFF]b, ab"
    })
    @Requirement("PREP-01")
    void mapsSpacesToSpaceAndInvisiblesToNothing_PREP01(String text, String prepared) {
        assertPrepared(text, prepared);
    }

    @ParameterizedTest
    @CsvSource({
        "[00BD], 1[2044]2",
        "[00B4], [0020][0301]",
        "[FB01], fi",
        "e[0301], [00E9]",
        "[1E9B][0323], [1E69]",
        "[AC00][11A8], [AC01]",
        "[1D7D8], 0"
    })
    @Requirement("PREP-01")
    void normalisesWithFormKc_PREP01(String text, String prepared) {
        assertPrepared(text, prepared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[00DF]", "[0130]", "I", "[0391]"})
    @Requirement("PREP-01")
    void doesNotFoldCase_PREP01(String text) {
        assertPrepared(text, text);
    }

    /** Of each table that RFC 4013 2.3 names, but for C.1.2, which is mapped to a space before it is looked for. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            C.2.1, [0000] [001F] [007F]
            C.2.2, [0085] [06DD] [2028] [180E] [1D173]
            C.3,   [E000] [F0000] [10FFFD]
            C.4,   [FDD0] [FFFE] [1FFFF] [10FFFF]
            C.5,   [D800] [DBFF] [DC00] [DFFF]
            C.6,   [FFF9] [FFFD]
            C.7,   [2FF0] [2FFB]
            C.8,   [200E] [202E] [206F]
            C.9,   [E0001] [E0041] [E007F]
            """)
    @Requirement("PREP-01")
    void refusesWhatIsProhibited_PREP01(String table, String examples) {
        for (String example : examples.split(" ")) {
            assertRefused(example);
            assertRefused("a" + example + "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0221]", "[1F600]", "[0221]a", "pass[A7AF]word", "[1E9E]"})
    @Requirement("PREP-02")
    void permitsUnassignedCodePointsInQueriesOnly_PREP02(String text) {
        assertThat(SaslPrep.query(decoded(text))).isEqualTo(decoded(text));
        assertThat(SaslPrep.stored(decoded(text))).isNull();
    }

    /** Later versions of Unicode have a normal form, 0, reiwa or j, for these, and the JDK's normaliser applies it. */
    @ParameterizedTest
    @ValueSource(strings = {"[1F100]", "[32FF]", "[2C7C]", "e[0301][2C7C]"})
    @Requirement({"PREP-02", "PREP-06"})
    void leavesThemAsTheyAre_PREP02_PREP06(String text) {
        assertThat(SaslPrep.query(decoded(text))).isEqualTo(decoded(text.replace("e[0301]", "[00E9]")));
        assertThat(SaslPrep.stored(decoded(text))).isNull();
    }

    /** Later versions reorder this combining mark, and compose e with the acute behind it. */
    @Test
    @Requirement("PREP-06")
    void normalisesOnEitherSideOfThem_PREP06() {
        assertThat(SaslPrep.query(decoded("e[0353][0301]"))).isEqualTo(decoded("e[0353][0301]"));
        assertThat(SaslPrep.query(decoded("e[0301][0353]e[0301]"))).isEqualTo(decoded("[00E9][0353][00E9]"));
    }

    /** Corrigendum 4: Unicode 3.2 itself has other ideographs. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            [2F868], [36FC]
            [2F874], [5F53]
            [2F91F], [243AB]
            [2F95F], [7AEE]
            [2F9BF], [45D7]
            """)
    @Requirement("PREP-06")
    void correctsFiveMappingsOfUnicode32_PREP06(String text, String prepared) {
        assertPrepared(text, prepared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0627]1[0628]", "[0627]", "[05D0] [05D1]", "[05D0][0301][05D1]"})
    @Requirement("PREP-03")
    void permitsRightToLeftText_PREP03(String text) {
        assertPrepared(text, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0627]a[0628]", "[0627]1", "1[0627]", "[0627] ", "a[0627]", "[0627][00AA][0628]"})
    @Requirement("PREP-03")
    void refusesTextThatMixesDirections_PREP03(String text) {
        assertRefused(text);
    }

    @Test
    @Requirement("PREP-04")
    void normalisesBeforeItProhibits_PREP04() {
        assertPrepared("[0340]", "[0300]"); // C.8 has U+0340
    }

    @ParameterizedTest
    @CsvSource({"a[200B]b, ab", "a [200B] b, a  b"})
    @Requirement("PREP-04")
    void mapsTheZeroWidthSpaceToNothing_PREP04(String text, String prepared) {
        assertPrepared(text, prepared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[00AD]", "[FEFF]", "[200B]", "[00AD][034F]"})
    @Requirement("PREP-05")
    void refusesWhatLeavesNothing_PREP05(String text) {
        assertRefused(text);
    }

    /** The two halves of U+1F600, with what is mapped to nothing between them. */
    @Test
    void doesNotMakeAPairOfUnpairedSurrogates() {
        assertRefused("[D83D][00AD][DE00]");
        assertThat(SaslPrep.query(decoded("[D83D][DE00]"))).isEqualTo(decoded("[1F600]"));
    }

    @Test
    @Requirement("PREP-06")
    void answersPrintableAsciiAsItIs_PREP06() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        String text = all.toString();

        assertThat(SaslPrep.query(text)).isSameAs(text);
        assertThat(SaslPrep.stored(text)).isSameAs(text);
        assertThat(SaslPrep.query(" ")).isEqualTo(" ");
    }

    /** Combining marks in the wrong order take quadratic time to sort. */
    @Test
    @Requirement("SEC-08")
    void refusesLongTextThatIsNotAscii_SEC08() {
        String marks = decoded("[0315][0316]");

        assertThat(SaslPrep.query(marks.repeat(512))).hasSize(1_024);
        assertThat(SaslPrep.query(marks.repeat(512) + "a")).isNull();
        assertThat(SaslPrep.query("a".repeat(100_000))).hasSize(100_000);
    }

    private static void assertPrepared(String text, String prepared) {
        assertThat(SaslPrep.query(decoded(text))).isEqualTo(decoded(prepared));
        assertThat(SaslPrep.stored(decoded(text))).isEqualTo(decoded(prepared));
    }

    private static void assertRefused(String text) {
        assertThat(SaslPrep.query(decoded(text))).isNull();
        assertThat(SaslPrep.stored(decoded(text))).isNull();
    }

    private static String decoded(String text) {
        return CodePoints.decode(text);
    }
}
