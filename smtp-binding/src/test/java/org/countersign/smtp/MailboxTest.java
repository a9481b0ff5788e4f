package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e=mc2@example.com",
                "john+tag@example.org",
                "\"a b\"@example.org",
                "\"a@b\"@example.org",
                "\"a\\\"b\\\\\"@example.org",
                "\"\"@example.org",
                "a.b.c@a-b.example",
                "a@localhost",
                "a@1.example",
                "a@[127.0.0.1]",
                "a@[IPv6:2001:db8::1]",
                "a@[x-tag:content]",
                "!#$%&'*+-/=?^_`{|}~@example.com"
            })
    @Requirement("MA-01")
    void acceptsMailboxes_MA01(String text) {
        assertThat(Mailbox.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@a",
                "<>",
                "a@b@c",
                ".a@b",
                "a.@b",
                "a..b@c",
                "a b@c",
                "\"a@b",
                "\"a\"b\"@c",
                "\"a\\\"@b",
                "a@-b",
                "a@b-",
                "a@b..c",
                "a@.b",
                "a@b.",
                "a@b_c",
                "a@[127.0.0]",
                "a@[256.0.0.1]",
                "a@[tag:]",
                "a@[:x]",
                "a@[tag:a]b]",
                "a@b\n",
                "\u00fc@b",
                "a@\u00fc",
                "\"\u0000\"@b",
                "a\u0000@b"
            })
    @Requirement("MA-04")
    void refusesEverythingElse_MA04(String text) {
        assertThat(Mailbox.isValid(text)).isFalse();
    }

    @Test
    @Requirement("MA-01")
    void knowsTheSizes_MA01() {
        String label = "d".repeat(63);
        String domain = label + "." + label + "." + label;

        assertThat(Mailbox.isValid("l".repeat(62) + "@" + domain)).isTrue();
        assertThat(Mailbox.isValid("l".repeat(63) + "@" + domain)).isFalse();
        assertThat(Mailbox.isValid("l".repeat(64) + "@b")).isTrue();
        assertThat(Mailbox.isValid("l".repeat(65) + "@b")).isFalse();
        assertThat(Mailbox.isValid("a@" + label + "d")).isFalse();
    }

    @Test
    @Requirement("SEC-08")
    void decidesQuicklyWhateverComes_SEC08() {
        assertThat(Mailbox.isValid("\"" + "\\a".repeat(100_000) + "@b")).isFalse();
        assertThat(Mailbox.isValid("a@" + "b.".repeat(126))).isFalse();
        assertThat(Mailbox.isValid("a@" + "b-".repeat(126))).isFalse();
    }
}
