package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;

import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RepliesTest {

    @ParameterizedTest
    @CsvSource({
        "MALFORMED, 501, 5.5.2",
        "INITIAL_RESPONSE_NOT_ALLOWED, 501, 5.7.0",
        "REJECTED, 535, 5.7.8",
        "NOT_AUTHORIZED, 535, 5.7.8",
        "ABORTED, 501, 5.7.0",
        "TIMED_OUT, 454, 4.7.0",
        "TEMPORARY, 454, 4.7.0",
        "INTERNAL, 454, 4.7.0",
        "TOO_WEAK, 534, 5.7.9",
        "TRANSITION_NEEDED, 432, 4.7.12",
        "ACCOUNT_DISABLED, 525, 5.7.13"
    })
    @Requirement({"SMTP-21", "CODE-03"})
    void hasOneReplyForEachFailure_SMTP21(FailureKind kind, int code, String enhancedCode) {
        SmtpReply reply = Replies.of(kind, true);

        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.enhancedCode()).isEqualTo(enhancedCode);
    }

    @Test
    @Requirement("SASL-13")
    void tellsADeniedIdentityFromAWrongPasswordInNothing_SASL13() {
        assertThat(Replies.of(FailureKind.NOT_AUTHORIZED, true)).isEqualTo(Replies.of(FailureKind.REJECTED, true));
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_WEAK", "TRANSITION_NEEDED"})
    @Requirement("SEC-04")
    void tellsTheStateOfAnAccountOnlyWhereThatIsWanted_SEC04(FailureKind kind) {
        ServerSide.Builder sasl = Fixtures.sasl()
                .authorizer((attempt, identity, authorizationId, principal) ->
                        CompletableFuture.completedFuture(new Authorizer.Decision.Deny(kind)));

        assertThat(login(SmtpServerSide.with(sasl.build()))).isEqualTo(Replies.REFUSED);
        assertThat(login(SmtpServerSide.with(sasl.build()).revealAccountState(true)))
                .isEqualTo(Replies.of(kind, true));
    }

    @Test
    @Requirement({"SEC-04", "CODE-03"})
    void tellsThatAnAccountIsDisabledOnlyToWhoHasItsPassword_SEC04() {
        SmtpServerSide.Builder side = SmtpServerSide.with(Fixtures.sasl()
                .authorizer((attempt, identity, authorizationId, principal) ->
                        CompletableFuture.completedFuture(new Authorizer.Decision.Deny(FailureKind.ACCOUNT_DISABLED)))
                .build());
        SmtpServerSession session = side.build().session(Fixtures.clear(), Runnable::run);
        session.ehlo();

        assertThat(now(session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw==")))).isEqualTo(Replies.REFUSED);
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM)))).isEqualTo(Replies.ACCOUNT_DISABLED);
    }

    private static SmtpReply login(SmtpServerSide.Builder side) {
        SmtpServerSession session = side.build().session(Fixtures.clear(), Runnable::run);
        session.ehlo();
        return now(session.auth(octets(Fixtures.AUTH_AS_TIM)));
    }
}
