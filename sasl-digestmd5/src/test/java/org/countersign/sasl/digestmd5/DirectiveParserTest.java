package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.digestmd5.Directive.Name;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveParserTest {
    private static final int FAR_TOO_LONG = 1 << 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nc=b , ,realm=\"d\"",
                ",,nc=b,realm=d,,",
                " nc = b\t,\trealm = \"d\" ",
                "\r\n nc\r\n\t=\r\n b,realm=\r\n \"d\"\r\n ",
                "NC=b,Realm=d",
                "other=x,nc=b,nonce2=\"y\",realm=d,x=\"\""
            })
    @Requirement({"DIG-02", "DIG-03", "DIG-09"})
    void readsListsWithImpliedWhiteSpaceAndNullElements_DIG02(String message) {
        assertThat(read(message)).containsExactly("nc=b", "realm=d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "nc",
                "nc=",
                "nc=,realm=d",
                "=b",
                "nc=b realm=d", // no comma
                "nc=b;realm=d",
                "nc==b",
                "n c=b",
                "nc=b=c",
                "nc=b\"c\"",
                "\"nc\"=b",
                "nc=\"b", // no closing quote
                "nc=\"b\\\"",
                "nc=\"b\\",
                "nc=\"b\"c",
                "nc=\"\\\u00e9\"", // a quoted pair has a CHAR
                "nc=\"b\n\"",
                "nc=\"b\r\n\"",
                "nc=\"b\0\"",
                "nc=\"b\u007f\"",
                "nc=b\r\n",
                "nc=b\n ,realm=d",
                "nc=b\r,realm=d",
                "nc=b\r\nx",
                "nc=b\r\r\n ",
                "nc=b\0",
                "nc=\u00e9",
                "n\u00e9=b",
                "nc=b@c",
                "nc\u007f=b"
            })
    @Requirement({"DIG-02", "DIG-03"})
    void refusesWhatIsNoList_DIG03(String message) {
        assertThat(DirectiveParser.parse(message.getBytes(ISO_8859_1))).isNull();
    }

    @Test
    @Requirement({"DIG-03", "DIG-21"})
    void takesQuotedPairsForWhatTheyMean_DIG21() {
        assertThat(read("realm=\"a\\\"b\\\\c\\d\\\0\\,=\"")).containsExactly("realm=a\"b\\cd\0,=");
    }

    @Test
    @Requirement({"DIG-02", "DIG-03"})
    void takesWhiteSpaceWithinQuotesForData_DIG02() {
        assertThat(read("realm=\" a,\tb\r\n c=\u00e9 \",nc=\"\"")).containsExactly("nc=", "realm= a,\tb\r\n c=\u00e9 ");
    }

    @Test
    @Requirement("DIG-03")
    void takesEveryCharacterOfATokenAndNoOther_DIG03() {
        for (char c = 0; c < 256; c++) {
            boolean token = c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
            boolean read = DirectiveParser.parse(("nc=a" + c + "b").getBytes(ISO_8859_1)) != null;

            assertThat(read).as("U+%04x", (int) c).isEqualTo(token);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", ",", "\"", " ", "a", "=", "\\\"", "\"\\", "\r\n ", "x=,", "nc=1,", "nc=\"\\a\","})
    @Requirement("SEC-08")
    void takesTimeThatGrowsWithTheLengthOnly_SEC08(String repeated) {
        byte[] garbage = repeated.repeat(FAR_TOO_LONG / repeated.length()).getBytes(ISO_8859_1);
        byte[] quoted = ("realm=\"" + repeated.repeat(FAR_TOO_LONG / repeated.length()) + "\"").getBytes(ISO_8859_1);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 20; i++) {
                DigestResponse.parse(garbage);
                DigestResponse.parse(quoted);
                DirectiveParser.parse(garbage);
                DirectiveParser.parse(quoted);
            }
        });
    }

    @Test
    void knowsItsDirectivesByTheirWholeNames() {
        for (Name name : Name.values()) {
            assertThat(read(name + "=x")).containsExactly(name + "=x");
            assertThat(read(name + "x=x")).isEmpty();
            assertThat(read("x" + name.toString().substring(1) + "=x")).isEmpty();
        }
    }

    private static List<String> read(String message) {
        Directives directives = DirectiveParser.parse(message.getBytes(ISO_8859_1));
        assertThat(directives).isNotNull();
        return Arrays.stream(Name.values())
                .flatMap(name -> directives.all(name).stream().map(value -> name + "=" + new String(value, ISO_8859_1)))
                .toList();
    }
}
