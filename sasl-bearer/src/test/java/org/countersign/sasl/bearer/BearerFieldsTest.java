package org.countersign.sasl.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields with a token among them; a {@code ^} stands for %x01. */
class BearerFieldsTest {
    private static final Set<String> KEYS = Set.of("auth", "host", "user");

    @Test
    @Requirement("OAUTH-01")
    void areKeysAndValuesInAnyOrder_OAUTH01() {
        BearerFields fields = ascii("host=h^auth=Bearer abc^^");

        assertThat(fields.text("host")).isEqualTo("h");
        assertThat(fields.has("host")).isTrue();
        assertThat(token("auth=Bearer abc^host=h^^")).isEqualTo("abc");
        assertThat(fields.has("user")).isFalse();
        assertThat(fields.text("user")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "host=^^", "host=a\tb\r\nc d~^^", "x=1^x=2^^", "X=1^^"})
    @Requirement({"OAUTH-01", "OAUTH-03"})
    void takeWhatTheGrammarHasAndIgnoreUnknownKeys_OAUTH03(String message) {
        assertThat(ascii(message)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "host=h", // no separator
                "host=h^", // no end
                "host=h^^^", // more than an end
                "host=h^^x",
                "^host=h^",
                "=h^^", // no key
                "host^^", // no value
                "host",
                "ho st=h^^",
                "h1=h^^", // digits are not in keys
                "h-=h^^",
                "host=\u0000^^",
                "host=\u0002^^",
                "host=\u001f^^",
                "host=\u007f^^",
                "host=\u00fc^^",
                "host=a^host=b^^", // which of them?
                "auth=^auth=^^"
            })
    @Requirement("OAUTH-01")
    void areNothingElse_OAUTH01(String message) {
        assertThat(ascii(message)).isNull();
    }

    @Test
    @Requirement("XOA-04")
    void mayHaveValuesInUtf8_XOA04() {
        byte[] octets = octets("user=j\u00fcrgen^^");

        assertThat(BearerFields.utf8(octets, 0, KEYS).text("user")).isEqualTo("j\u00fcrgen");
        assertThat(BearerFields.utf8(octets, 5, KEYS)).isNull();
        octets[6] = (byte) 0xff;
        assertThat(BearerFields.utf8(octets, 0, KEYS).text("user")).isNull();
        assertThat(BearerFields.utf8(octets("user=\u007f^^"), 0, KEYS)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, abc",
        "bearer abc, abc",
        "bEaReR   abc, abc",
        "Bearer a, a",
        "Bearer azAZ09-._~+/==, azAZ09-._~+/==",
        "'', ''"
    })
    @Requirement({"OAUTH-11", "XOA-04"})
    void haveATokenOfRfc6750_OAUTH11(String value, String token) {
        assertThat(token("auth=" + value + "^^")).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer", // no token
                "Bearer ",
                "Beare",
                "Bearerabc",
                "Bearex abc",
                "Cearer abc",
                "BEARE\u0032 abc",
                "Basic dGltOnNlY3JldA==",
                "Bearer =",
                "Bearer a=b",
                "Bearer a b",
                "Bearer abc ",
                "Bearer a,b",
                "Bearer a:b",
                "Bearer a@b",
                "Bearer\tabc",
                " Bearer abc"
            })
    @Requirement("OAUTH-03")
    void haveNoOtherToken_OAUTH03(String value) {
        assertThat(ascii("auth=" + value + "^^").token()).isNull();
    }

    @Test
    void haveNoTokenWithoutAuth() {
        assertThat(ascii("host=h^^").token()).isNull();
    }

    @Test
    @Requirement("XOA-01")
    void areWrittenAsTheyAreRead_XOA01() {
        assertThat(BearerFields.message("user=j\u00fcrgen\u0001", secret("abc=")))
                .isEqualTo(octets("user=j\u00fcrgen^auth=Bearer abc=^^"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "a b", "a\u0001b", "a=b", "\u00fc"})
    void areNotWrittenWithoutAToken(String token) {
        assertThat(BearerFields.message("", secret(token))).isNull();
    }

    private static BearerFields ascii(String message) {
        return BearerFields.ascii(octets(message), 0, KEYS);
    }

    private static String token(String message) {
        return new String(ascii(message).token().octets(), UTF_8);
    }

    private static Secret secret(String text) {
        return Secret.owning(text.getBytes(UTF_8));
    }

    private static byte[] octets(String message) {
        return message.replace('^', '\u0001').getBytes(UTF_8);
    }
}
