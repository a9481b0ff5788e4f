package org.countersign.sasl.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.TokenError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors as servers send them, and as hostile ones may. */
class ErrorMessageTest {
    private static final String URL = "https://example.com/.well-known/openid-configuration";

    @Test
    @Requirement("OAUTH-06")
    void isWrittenAsInTheExamples_OAUTH06() {
        ErrorMessage error = ErrorMessage.status("invalid_token")
                .with("scope", "example_scope")
                .with("x", "");

        assertThat(error.encode())
                .isEqualTo("{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}".getBytes(UTF_8));
        assertThat(error).hasToString("{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\nb"})
    void isNotWrittenWithWhatWouldNeedEscapes(String text) {
        ErrorMessage error = ErrorMessage.status("invalid_token");

        assertThatThrownBy(() -> error.with("scope", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Requirement("OAUTH-06")
    void isReadFromTheExampleOfTheRfc_OAUTH06() {
        assertThat(decoded(
                        "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRp"
                                + "b24iOiJodHRwczovL2V4YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0="))
                .isEqualTo(new TokenError("invalid_token", "example_scope", URL));
        assertThat(decoded(
                        "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NoZW1lcyI6ImJlYXJlciBtYWMiLCJzY29wZSI6Imh0dHBzOi8vbWFpb"
                                + "C5leGFtcGxlLmNvbS8ifQ=="))
                .isEqualTo(new TokenError("invalid_token", "https://mail.example.com/", ""));
    }

    @Test
    @Requirement("XOA-02")
    void isReadFromGooglesExampleWithItsLineFeed_XOA02() {
        assertThat(decoded(
                        "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6Ly9tYWlsLmdvb2dsZS5jb20"
                                + "vIn0K"))
                .isEqualTo(new TokenError("401", "https://mail.google.com/", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"x\"}",
                " \t\r\n{ \"status\" : \"x\" } \n",
                "{\"status\":\"\\u0078\"}",
                "{\"a\":1,\"b\":-0.5e+10,\"c\":true,\"d\":false,\"e\":null,\"f\":{},\"g\":[],\"status\":\"x\"}",
                "{\"a\":{\"status\":\"y\",\"b\":[1,[2],{\"c\":\"}\"}]},\"status\":\"x\"}",
                "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uABcd\",\"status\":\"x\"}",
                "{\"a\":[[[[[[[1]]]]]]],\"status\":\"x\"}",
                "{\"\":\"\u00fc\",\"status\":\"x\"}"
            })
    void isReadFromAnyJsonObject(String json) {
        assertThat(parse(json)).isEqualTo(TokenError.of("x"));
    }

    @Test
    void hasItsEscapesUndone() {
        assertThat(parse("{\"status\":\"\\u0034\\u0030\\/\",\"scope\":\"https:\\/\\/mail.google.com\\/\"}"))
                .isEqualTo(new TokenError("40/", "https://mail.google.com/", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "{",
                "{}", // no status
                "{\"status\":\"\"}",
                "{\"status\":401}",
                "{\"status\":null}",
                "{\"status\":{}}",
                "\"status\"",
                "[\"status\"]",
                "{\"status\":\"x\"", // not closed
                "{\"status\":\"x\"}}", // closed too often
                "{\"status\":\"x\"}{}",
                "{\"status\":\"x\",}",
                "{,\"status\":\"x\"}",
                "{\"status\" \"x\"}",
                "{status:\"x\"}",
                "{'status':'x'}",
                "{\"status\":\"x}",
                "{\"status\":\"x\\",
                "{\"status\":\"x\\\"}",
                "{\"status\":\"\\x\"}",
                "{\"status\":\"\\u00\"}",
                "{\"status\":\"\\u00g0\"}",
                "{\"status\":\"\\u\uff10041\"}", // a digit, but not ours
                "{\"status\":\"x\",\"status\":\"x\"}", // twice
                "{\"a\":1,\"a\":2,\"status\":\"x\"}",
                "{\"a\":{\"b\":1,\"b\":1},\"status\":\"x\"}",
                "{\"status\":\"a\nb\"}", // a line feed in a string
                "{\"status\":\"a\\nb\"}", // or in a text that is shown
                "{\"status\":\"\u001b[31m\"}",
                "{\"status\":\"\\u001b[31m\"}",
                "{\"status\":\"\u00fc\"}",
                "{\"status\":\"x\",\"scope\":\"\\u0007\"}",
                "{\"status\":\"x\",\"openid-configuration\":\"\\u0007\"}",
                "{\"a\":01,\"status\":\"x\"}",
                "{\"a\":1.,\"status\":\"x\"}",
                "{\"a\":.1,\"status\":\"x\"}",
                "{\"a\":+1,\"status\":\"x\"}",
                "{\"a\":1e,\"status\":\"x\"}",
                "{\"a\":nul,\"status\":\"x\"}",
                "{\"a\":True,\"status\":\"x\"}",
                "{\"a\":,\"status\":\"x\"}",
                "{\"a\":[1,],\"status\":\"x\"}",
                "{\"a\":[1 2],\"status\":\"x\"}",
                "{\"a\":[1,\"status\":\"x\"}",
                "{\"a\":[[[[[[[[1]]]]]]]],\"status\":\"x\"}", // too deep
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}},\"status\":\"x\"}",
                "\ufeff{\"status\":\"x\"}"
            })
    @Requirement("XOA-03")
    void isNotMadeOfWhatIsNone_XOA03(String json) {
        assertThat(parse(json)).isNull();
    }

    @Test
    void isUtf8() {
        byte[] octets = "{\"a\":\"x\",\"status\":\"x\"}".getBytes(UTF_8);
        octets[6] = (byte) 0xff;

        assertThat(ErrorMessage.parse(octets)).isNull();
    }

    @Test
    void hasAnEnd() {
        assertThat(parse("{\"status\":\"x\"}" + " ".repeat(4096 - 14))).isEqualTo(TokenError.of("x"));
        assertThat(parse("{\"status\":\"x\"}" + " ".repeat(4097 - 14))).isNull();
        assertThat(parse("[".repeat(4096))).isNull();
        assertThat(parse("{\"a\":".repeat(800))).isNull();
        assertThat(parse("{\"status\":\"" + "x".repeat(1025) + "\"}")).isNull();
    }

    private static TokenError decoded(String base64) {
        return ErrorMessage.parse(Base64.getDecoder().decode(base64));
    }

    private static TokenError parse(String json) {
        return ErrorMessage.parse(json.getBytes(UTF_8));
    }
}
