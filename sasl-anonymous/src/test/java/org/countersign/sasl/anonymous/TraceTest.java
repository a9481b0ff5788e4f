package org.countersign.sasl.anonymous;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a trace, and what may not. */
class TraceTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "sirhc", "s", "Jürgen aus Köln", "\ud83d\ude00", "a.b..c", "\"quoted\"", "mailto:me"})
    @Requirement("ANON-01")
    void takesTokens_ANON01(String token) {
        assertThat(Trace.parse(Utf8.encode(token))).isEqualTo(new Trace(token));
        assertThat(new Trace(token).encode()).isEqualTo(Utf8.encode(token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo@bar.com",
                "chris+trace_1@mail.example.org",
                "!#$%&'*+/=?^_`{|}~-@x",
                "a.b.c@localhost",
                "\"john \\\"q\\\" doe\"@example.org",
                "\"\"@example.org",
                "\"a@b\"@example.org",
                "joe@[192.0.2.1]",
                "joe@[IPv6:2001:db8::1]"
            })
    @Requirement("ANON-01")
    void takesAddresses_ANON01(String email) {
        assertThat(Trace.of(email)).isEqualTo(new Trace(email));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "foo@",
                "@bar.com",
                "a@b@c",
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "a@.example.org",
                "a@example.org.",
                "a@example..org",
                "a b@example.org",
                "a@exa mple.org",
                "Joe <joe@example.org>",
                "joe(comment)@example.org",
                "j\u00fcrgen@example.org",
                "\"open@example.org",
                "\"a\"b\"@example.org",
                "\"\\\"@example.org",
                "joe@[192.0.2.1",
                "joe@192.0.2.1]",
                "joe@[a[b]",
                "joe@[a]b]"
            })
    @Requirement("ANON-01")
    void refusesWhatHasAnAtAndIsNoAddress_ANON01(String text) {
        assertThat(Trace.of(text)).isNull();
    }

    @Test
    @Requirement({"ANON-01", "SEC-08"})
    void countsCharactersNotOctets_ANON01_SEC08() {
        String grin = "\ud83d\ude00";

        assertThat(Trace.parse(Utf8.encode(grin.repeat(255)))).isNotNull();
        assertThat(new Trace(grin.repeat(255)).encode()).hasSize(Trace.LONGEST);
        assertThat(Trace.parse(Utf8.encode(grin.repeat(256)))).isNull();
        assertThat(Trace.of("a".repeat(255))).isNotNull();
        assertThat(Trace.of("a".repeat(256))).isNull();
        assertThat(Trace.of("a".repeat(1018) + "@b")).isNotNull();
        assertThat(Trace.of("a".repeat(1019) + "@b")).isNull();
        assertThat(Trace.of("\"" + " ".repeat(100_000) + "\"@b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\0b",
                "a\nb",
                "\u007f",
                "\ue000",
                "\ufffd",
                "\u202eevil",
                "\u0627" + "1",
                "\"a\tb\"@example.org"
            })
    @Requirement("ANON-02")
    void refusesWhatTheProfileProhibits_ANON02(String text) {
        assertThat(Trace.of(text)).isNull();
    }

    @Test
    @Requirement("ANON-01")
    void refusesWhatIsNotUtf8_ANON01() {
        assertThat(Trace.parse(new byte[] {'a', (byte) 0xff})).isNull();
        assertThat(Trace.parse(new byte[] {(byte) 0xc0, (byte) 0xaf})).isNull();
    }
}
