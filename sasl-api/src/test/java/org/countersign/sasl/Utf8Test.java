package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8, as RFC 3629 has it and not a bit wider. */
@Requirement("SASL-15")
class Utf8Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "\0",
                "\u007f",
                "\u0080",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ufffd",
                "\ud800\udc00",
                "\udbff\udfff",
                "Ülküş Ωmega 李 \ud83d\ude00"
            })
    void goesThroughOctetsUnchanged(String text) {
        byte[] octets = Utf8.encode(text);

        assertThat(Utf8.decode(octets)).isEqualTo(text);
        assertThat(Utf8.isValid(octets, 0, octets.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // continuation without a start
                "c2", // cut off
                "e282", // cut off
                "f09f98", // cut off
                "c0af", // overlong slash
                "c080", // overlong NUL, as Java writes it
                "e080af", // overlong
                "f08080af", // overlong
                "c1bf", // overlong
                "eda080", // high surrogate
                "edbfbf", // low surrogate
                "eda0bdedb880", // a pair of them (CESU-8)
                "f4908080", // U+110000
                "f5808080", // beyond
                "f8888080 80", // five octets
                "fe",
                "ff",
                "61c328" // bad continuation
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(Utf8.decode(octets)).isNull();
        assertThat(Utf8.isValid(octets, 0, octets.length)).isFalse();
    }

    @Test
    void decodesARange() {
        byte[] octets = Utf8.encode("xäx");

        assertThat(Utf8.decode(octets, 1, 3)).isEqualTo("ä");
        assertThat(Utf8.decode(octets, 1, 2)).isNull();
        assertThat(Utf8.decode(octets, 2, 2)).isEmpty();
        assertThat(Utf8.decode(octets, 0, 1)).isEqualTo("x");
    }

    @Test
    void refusesARangeOutsideOfTheArray() {
        assertThatThrownBy(() -> Utf8.decode(new byte[3], 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Utf8.decode(new byte[3], 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void makesAQuestionMarkOfASurrogateThatStandsAlone() {
        assertThat(Utf8.encode("a\ud800")).isEqualTo(Utf8.encode("a?"));
    }
}
