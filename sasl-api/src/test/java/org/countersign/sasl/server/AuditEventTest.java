package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.harness.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in an event can be printed, whatever the client sent. */
class AuditEventTest {

    private static AuditEvent event(String user, String authorizationId) {
        Attempt attempt = new Attempt("X-FAKE", user, Facts.SMTP);
        return new AuditEvent(attempt, user, user, authorizationId, null, null, "", 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\t",
                "\0",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u00ad",
                "\u200b",
                "\u200e",
                "\u202e",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ue000",
                "\ud800",
                "\udc00",
                "\uffff",
                "\udb40\udc01"
            })
    @Requirement("ANON-03")
    void replacesWhatCanNotBePrinted_ANON03(String character) {
        AuditEvent event = event("a" + character + "b", character);

        assertThat(event.user()).isEqualTo("a?b");
        assertThat(event.trace()).isEqualTo("a?b");
        assertThat(event.authorizationId()).isEqualTo("?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "alice smith",
                "alice@example.org",
                "Ülküş",
                "अनीता",
                "李",
                "\ud83d\ude00",
                "a\\b\"c'd<e>"
            })
    void leavesLettersMarksDigitsPunctuationSymbolsAndBlanks(String name) {
        assertThat(event(name, name).user()).isEqualTo(name);
        assertThat(event(name, name).authorizationId()).isEqualTo(name);
    }

    @Test
    void cutsWhatIsLongerThan256Characters() {
        String longest = "\ud83d\ude00".repeat(256);

        assertThat(event(longest, longest).user()).isEqualTo(longest);
        assertThat(event(longest + "a", longest + "a").user()).isEqualTo(longest);
        assertThat(event("a".repeat(100_000), "").user()).hasSize(256);
    }
}
