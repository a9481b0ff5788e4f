package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {
    private static final byte[] SECRET = Utf8.encode("tanstaaf??");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not tanstaaf??",
                "74616e73746161663f3f",
                "74616E73746161663F3F",
                "74 61 6e 73 74 61 61 66 3f 3f",
                "dGFuc3RhYWY/Pw==",
                "dGFuc3RhYWY_Pw",
                "[116, 97, 110, 115, 116, 97, 97, 102, 63, 63]"
            })
    void findsASecretInEveryDress(String text) {
        assertThat(Leaks.quotes(text, List.of(SECRET))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tanstaaf", "Secret[***]", "74616e"})
    void findsNothingElse(String text) {
        assertThat(Leaks.quotes(text, List.of(SECRET, new byte[0]))).isFalse();
    }

    @Test
    void findsOctetsWhereverTheyStand() {
        byte[] message = Utf8.encode("\0tim\0tanstaaf??");

        assertThat(Leaks.contains(message, SECRET)).isTrue();
        assertThat(Leaks.contains(Arrays.copyOf(message, message.length - 1), SECRET))
                .isFalse();
        assertThat(Leaks.contains(message, new byte[0])).isFalse();
    }
}
