package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.countersign.smtp.Fixtures.AUTH_AS_TIM;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;
import static org.countersign.smtp.Fixtures.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.SaslPolicy;
import org.junit.jupiter.api.Test;

/** Who may send what, as a session says it. */
class SubmissionTest {
    private static SmtpServerSession session(UnaryOperator<SmtpServerSide.Builder> with) {
        SmtpServerSide.Builder side =
                SmtpServerSide.with(sasl(Fixtures.mechanism("PLAIN"), new TestMechanisms.Anonymous())
                        .policy(SaslPolicy.safe().alsoAllow("PLAIN", "ANONYMOUS"))
                        .build());
        SmtpServerSession session = with.apply(side).build().session(clear(), Runnable::run);
        session.ehlo();
        return session;
    }

    private static SmtpServerSession login(SmtpServerSession session, String command) {
        assertThat(now(session.auth(octets(command))).code()).isEqualTo(235);
        return session;
    }

    @Test
    @Requirement({"SUB-01", "SUB-03"})
    void letsAUserSendAsItselfByDefault_SUB01() {
        SmtpServerSession session = session(side -> side);
        assertThat(session.refusal("MAIL")).contains(Replies.AUTHENTICATE_FIRST);

        login(session, AUTH_AS_TIM);

        assertThat(session.refusal("MAIL")).isEmpty();
        assertThat(session.refusalOfSender("tim@example.com")).isEmpty();
        assertThat(session.refusalOfSender("")).isEmpty();
        assertThat(session.refusalOfSender("ada@example.com")).contains(Replies.SENDER_DENIED);
        assertThat(session.refusalOfRecipient("ada@anywhere.example")).isEmpty();
        assertThat(Replies.SENDER_DENIED).hasToString("550 5.7.1 Not your address");
    }

    @Test
    @Requirement({"SUB-02", "SUB-03"})
    void asksThePolicyForSendersAndTakesExceptionsForNo_SUB02() {
        List<String> asked = new ArrayList<>();
        SmtpServerSession session = login(
                session(side -> side.senders((client, mailbox) -> {
                    asked.add(client.authorizationId() + " " + mailbox);
                    if (mailbox.startsWith("broken")) {
                        throw new IllegalStateException("no");
                    }
                    return mailbox.startsWith("ada");
                })),
                AUTH_AS_TIM);

        assertThat(session.refusalOfSender("ada@example.com")).isEmpty();
        assertThat(session.refusalOfSender("tim@example.com")).contains(Replies.SENDER_DENIED);
        assertThat(session.refusalOfSender("broken@example.com")).contains(Replies.SENDER_DENIED);
        assertThat(session.refusalOfSender("")).isEmpty();
        assertThat(asked).containsExactly("tim ada@example.com", "tim tim@example.com", "tim broken@example.com");
    }

    @Test
    @Requirement("SUB-02")
    void letsEverybodySendAsEverybodyWhereThatIsConfigured_SUB02() {
        SmtpServerSession session = login(session(side -> side.senders(SenderPolicy.anyone())), AUTH_AS_TIM);

        assertThat(session.refusalOfSender("ada@example.com")).isEmpty();
    }

    @Test
    @Requirement("SUB-02")
    void relaysOnPort25OnlyAfterAuth_SUB02() {
        SmtpServerSession session = session(side -> side.gate(SubmissionGate.optional(List.of("example.com"))));

        assertThat(session.refusal("MAIL")).isEmpty();
        assertThat(session.refusalOfSender("anybody@anywhere.example")).isEmpty();
        assertThat(session.refusalOfRecipient("tim@example.com")).isEmpty();
        assertThat(session.refusalOfRecipient("tim@anywhere.example")).contains(Replies.RELAYING_DENIED);

        login(session, AUTH_AS_TIM);

        assertThat(session.refusalOfRecipient("tim@anywhere.example")).isEmpty();
        assertThat(session.refusalOfSender("anybody@anywhere.example")).contains(Replies.SENDER_DENIED);
    }

    @Test
    @Requirement({"ANON-04", "SUB-02"})
    void relaysNeverForAnAnonymousClient_ANON04() {
        SmtpServerSession session =
                login(session(side -> side.gate(SubmissionGate.required(List.of("example.com")))), "AUTH ANONYMOUS =");

        assertThat(session.refusal("MAIL")).isEmpty();
        assertThat(session.refusalOfSender("anybody@anywhere.example")).isEmpty();
        assertThat(session.refusalOfRecipient("tim@example.com")).isEmpty();
        assertThat(session.refusalOfRecipient("tim@anywhere.example")).contains(Replies.RELAYING_DENIED);
    }

    @Test
    @Requirement("SMTP-39")
    void doesNotOfferAnonymousUnlessTold_SMTP39() {
        SmtpServerSession session = Fixtures.greeted(sasl(Fixtures.mechanism("PLAIN"), new TestMechanisms.Anonymous())
                .policy(SaslPolicy.safe()));
        session.tlsStarted(tls(), Fixtures.buffer(""));
        session.ehlo();

        assertThat(session.keyword()).contains("AUTH PLAIN");
        assertThat(now(session.auth(octets("AUTH ANONYMOUS =")))).isEqualTo(Replies.NO_SUCH_MECHANISM);
    }

    @Test
    @Requirement({"SUB-07", "SMTP-03"})
    void looksAtNoPasswordInClear_SUB07() {
        List<AuditEvent> attempts = new ArrayList<>();
        SmtpServerSession session = Fixtures.greeted(sasl().policy(SaslPolicy.safe())
                .directory((user, realm) -> {
                    throw new AssertionError("asked");
                })
                .audit(attempts::add));

        assertThat(now(session.auth(octets(AUTH_AS_TIM)))).isEqualTo(Replies.NO_SUCH_MECHANISM);
        assertThat(now(session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw==")))).isEqualTo(Replies.NO_SUCH_MECHANISM);
        assertThat(attempts).isEmpty();
    }

    @Test
    @Requirement({"SUB-07", "SEC-04"})
    void saysTheSameToRightAndWrongPasswordsOfAUserWhoMayNotShowThem_SUB07() {
        SmtpServerSession session = Fixtures.greeted(sasl().authorizer((attempt, identity, asked, principal) ->
                CompletableFuture.completedFuture(new Authorizer.Decision.Deny(FailureKind.TOO_WEAK))));

        SmtpReply right = now(session.auth(octets(AUTH_AS_TIM)));

        assertThat(right).isEqualTo(now(session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw=="))));
    }

    @Test
    void isAskedOnlyWhileACommandIsExpected() {
        SmtpServerSession session = session(side -> side);
        session.auth(octets("AUTH PLAIN"));

        assertThatIllegalStateException().isThrownBy(() -> session.refusalOfSender(""));
        assertThatIllegalStateException().isThrownBy(() -> session.refusalOfRecipient("postmaster"));
    }
}
