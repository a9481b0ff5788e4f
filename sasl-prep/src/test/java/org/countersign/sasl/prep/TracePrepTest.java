package org.countersign.sasl.prep;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4505 3. Code points that are not printable ASCII are written as {@code [XXXX]}. */
class TracePrepTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "sirhc", "foo@bar.com", "a b", "[00E9]", "e[0301]", "[0416]", "[1F600]"})
    @Requirement("ANON-02")
    void permitsOrdinaryText_ANON02(String text) {
        assertThat(permits(text)).isTrue();
    }

    /** Of each table that RFC 4505 3 names. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            C.2.1, [0000] [000A] [000D] [001F] [007F]
            C.2.2, [0080] [0085] [009F] [06DD] [2028] [180E] [FEFF] [1D173]
            C.3,   [E000] [F8FF] [F0000] [10FFFD]
            C.4,   [FDD0] [FFFE] [1FFFF] [10FFFF]
            C.5,   [D800] [DBFF] [DC00] [DFFF]
            C.6,   [FFF9] [FFFD]
            C.8,   [0340] [200E] [202E] [206F]
            C.9,   [E0001] [E0041] [E007F]
            """)
    @Requirement("ANON-02")
    void refusesWhatIsProhibited_ANON02(String table, String examples) {
        for (String example : examples.split(" ")) {
            assertThat(permits(example)).as(example).isFalse();
            assertThat(permits("a" + example + "b")).as(example).isFalse();
        }
    }

    /** Of each table that SASLprep prohibits or maps, and this profile does not. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            A.1,   [0221] [1F600] [1E9E]
            B.1,   [00AD] [034F] [FE0F]
            C.1.1, [0020]
            C.1.2, [00A0] [2003] [3000]
            C.7,   [2FF0] [2FFB]
            """)
    @Requirement("ANON-02")
    void permitsSpacesAndUnassignedCodePoints_ANON02(String table, String examples) {
        for (String example : examples.split(" ")) {
            assertThat(permits(example)).as(example).isTrue();
        }
    }

    @Test
    @Requirement({"ANON-02", "PREP-03"})
    void checksDirections_ANON02_PREP03() {
        assertThat(permits("[0627]1[0628]")).isTrue();
        assertThat(permits("[0627]1")).isFalse();
        assertThat(permits("[0627]a[0628]")).isFalse();
    }

    private static boolean permits(String text) {
        return TracePrep.permits(CodePoints.decode(text));
    }
}
