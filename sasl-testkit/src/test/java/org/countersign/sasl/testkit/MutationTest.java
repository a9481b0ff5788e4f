package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;

class MutationTest {

    @Test
    void changesEveryOctetInEveryWay() {
        List<String> results = results("ab");

        assertThat(results).contains("b", "a", "aab", "abb", "`b", "qb", "a\0", "\0b", "\0ab", "a\0b", "ab\0", "a b");
        assertThat(results).hasSizeGreaterThan(2 * (2 + 8 + 5));
    }

    @Test
    void leavesNoMessageAsItWas() {
        assertThat(results(" ,=\0 "))
                .doesNotContain(" ,=\0 ")
                .allSatisfy(result -> assertThat(result.length()).isBetween(4, 6));
    }

    @Test
    void insertsIntoAnEmptyMessage() {
        assertThat(Mutation.of(new byte[0]).stream()
                        .map(mutation -> HexFormat.of().formatHex(mutation.result())))
                .containsExactly("00", "20", "2c", "3d", "ff");
    }

    private static List<String> results(String message) {
        return Mutation.of(Utf8.encode(message)).stream()
                .map(mutation -> new String(mutation.result(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
