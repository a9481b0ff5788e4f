package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Authenticated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionGateTest {
    private static final SubmissionGate PORT_25 = SubmissionGate.optional(List.of("Example.com", "[127.0.0.1]"));

    private static Authenticated tim() {
        return new Authenticated("PLAIN", new ProvedIdentity.Named("tim"), "tim", null, null);
    }

    private static Authenticated anonymous() {
        return new Authenticated("ANONYMOUS", new ProvedIdentity.Anonymous("sirhc"), "", null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "ehlo", "LHLO", "Helo", "noop", "RSET", "QUIT", "starttls"})
    @Requirement({"SUB-01", "SMTP-21"})
    void permitsTheseBeforeAuthentication_SUB01(String verb) {
        assertThat(SubmissionGate.required().refusalOfCommand(verb, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "rcpt", "DATA", "VRFY", "HELP", "ETRN", "", "XYZZY"})
    @Requirement("SUB-01")
    void requiresAuthenticationForEverythingElse_SUB01(String verb) {
        assertThat(SubmissionGate.required().refusalOfCommand(verb, null)).contains(Replies.AUTHENTICATE_FIRST);
        assertThat(SubmissionGate.required().refusalOfCommand(verb, tim())).isEmpty();
        assertThat(PORT_25.refusalOfCommand(verb, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "ada@EXAMPLE.COM",
                "\"a@b\"@example.com",
                "ada@[127.0.0.1]",
                "postmaster",
                "PostMaster"
            })
    @Requirement("SUB-02")
    void takesMailForLocalDomainsFromEverybody_SUB02(String mailbox) {
        assertThat(PORT_25.refusalOfRecipient(mailbox, null)).isEmpty();
        assertThat(PORT_25.refusalOfRecipient(mailbox, anonymous())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "ada@example.com.example.org",
                "ada@sub.example.com",
                "ada@example.com@example.org",
                "ada",
                "",
                "@",
                "ada@",
                "ada@example.com.",
                "ada@[127.0.0.2]",
                "ada@e\u0445ample.com",
                "ada@EXAMP\u0130E.COM"
            })
    @Requirement({"SUB-02", "ANON-04"})
    void relaysOnlyForWhoHasProvedAName_SUB02(String mailbox) {
        assertThat(PORT_25.refusalOfRecipient(mailbox, null)).contains(Replies.RELAYING_DENIED);
        assertThat(PORT_25.refusalOfRecipient(mailbox, anonymous())).contains(Replies.RELAYING_DENIED);
        assertThat(PORT_25.refusalOfRecipient(mailbox, tim())).isEmpty();
        assertThat(SubmissionGate.required(List.of("example.com")).refusalOfRecipient(mailbox, anonymous()))
                .contains(Replies.RELAYING_DENIED);
    }

    @Test
    @Requirement("ANON-04")
    void takesNothingFromAnonymousClientsWhereNoDomainIsLocal_ANON04() {
        assertThat(SubmissionGate.required().refusalOfRecipient("ada@example.com", anonymous()))
                .contains(Replies.RELAYING_DENIED);
        assertThat(SubmissionGate.required(List.of("example.com")).refusalOfRecipient("ada@example.com", anonymous()))
                .isEmpty();
        assertThat(Replies.RELAYING_DENIED).hasToString("550 5.7.1 Relaying denied");
    }
}
