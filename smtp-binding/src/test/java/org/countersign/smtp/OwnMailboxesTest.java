package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Authenticated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnMailboxesTest {
    private final OwnMailboxes own = OwnMailboxes.in("Example.com", "example.net")
            .withAliases(Map.of("Tim", List.of("Sales@example.com", "tim@example.org")))
            .withAliases(Map.of("tim", List.of("info@example.com"), "ada", List.of()));

    private static Authenticated as(String authorizationId) {
        return new Authenticated("PLAIN", new ProvedIdentity.Named("somebody"), authorizationId, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "tim, tim@example.com",
        "tim, Tim@EXAMPLE.com",
        "TIM, tim@example.net",
        "tim, sales@EXAMPLE.com",
        "tim, tim@example.org",
        "tim, info@example.com",
        "ada@example.org, Ada@example.org"
    })
    @Requirement("SUB-02")
    void areThoseOfTheNameAndTheAliases_SUB02(String user, String mailbox) {
        assertThat(own.has(as(user), mailbox)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "tim, ada@example.com",
        "tim, tim@elsewhere.example",
        "tim, tim@sub.example.com",
        "tim, tim@example.com@example.com",
        "tim, tim",
        "tim, tim@",
        "tim, '\"tim\"@example.com'",
        "tim, ti\u0301m@example.com",
        "kim, \u212aim@example.com",
        "ada, sales@example.com",
        "ada@example.org, ada@example.com",
        "ada@example.org, ada@example.org@example.com",
        "'', @example.com",
        "'', ''"
    })
    @Requirement({"SUB-02", "ANON-04"})
    void areNoOthers_SUB02(String user, String mailbox) {
        assertThat(own.has(as(user), mailbox)).isFalse();
    }

    @Test
    @Requirement("SUB-02")
    void areInAnyDomainWhereTheServerKnowsNone_SUB02() {
        OwnMailboxes own = OwnMailboxes.in();

        assertThat(own.has(as("tim"), "tim@anywhere.example")).isTrue();
        assertThat(own.has(as("tim"), "ada@anywhere.example")).isFalse();
        assertThat(own.has(as("tim@example.com"), "tim@anywhere.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"tim, tim@Example.com", "ada@example.org, ada@example.org"})
    @Requirement("MA-10")
    void giveASubmitter_MA10(String user, String mailbox) {
        assertThat(own.of(as(user))).contains(mailbox);
    }

    @ParameterizedTest
    @CsvSource({"tim smith", "''", "t\u00efm", "ada@example_org"})
    @Requirement("MA-10")
    void giveNoSubmitterThatIsNotAMailbox_MA10(String user) {
        assertThat(own.of(as(user))).isEmpty();
        assertThat(OwnMailboxes.in().of(as("tim"))).isEmpty();
    }
}
