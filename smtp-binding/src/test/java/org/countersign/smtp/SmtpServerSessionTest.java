package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.countersign.smtp.Fixtures.buffer;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.greeted;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;
import static org.countersign.smtp.Fixtures.tls;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;

class SmtpServerSessionTest {
    private final CompletableFuture<Optional<Account>> lookUp = new CompletableFuture<>();
    private final List<AuditEvent> audit = new ArrayList<>();

    /** A directory that answers when the test says so. */
    private ServerSide.Builder slow() {
        return sasl().directory((user, realm) -> lookUp).audit(audit::add);
    }

    private void answer() {
        Fixtures.USERS.find("tim", "").thenAccept(lookUp::complete);
    }

    @Test
    @Requirement("SMTP-32")
    void readsNothingWhileALookUpIsPending_SMTP32() {
        SmtpServerSession session = greeted(slow());
        CompletionStage<SmtpReply> reply = session.auth(octets(Fixtures.AUTH_AS_TIM));
        ByteBuffer in = buffer("QUIT\r\n");

        assertThat(session.pending()).isTrue();
        assertThat(session.expectsResponse()).isFalse();
        assertThat(session.read(in)).isEmpty();
        assertThat(in.remaining()).isEqualTo(6);

        answer();
        assertThat(now(reply).code()).isEqualTo(235);
        assertThat(session.pending()).isFalse();
        assertThat(session.read(in)).isPresent();
    }

    @Test
    void isUnharmedByCallsWhileAReplyIsDue() {
        SmtpServerSession session = greeted(slow());
        CompletionStage<SmtpReply> reply = session.auth(octets(Fixtures.AUTH_AS_TIM));

        List<ThrowingCallable> calls = List.of(
                session::ehlo,
                session::helo,
                session::beginTransaction,
                session::endTransaction,
                () -> session.auth(octets("AUTH PLAIN")),
                () -> session.response(octets("")),
                () -> session.refuse(Line.Fault.NUL),
                () -> session.refusal("NOOP"),
                () -> session.mail(""),
                () -> session.startTls(octets("STARTTLS")),
                () -> session.tlsStarted(tls(), buffer("")));
        calls.forEach(call -> assertThatIllegalStateException().isThrownBy(call));

        answer();
        assertThat(now(reply).code()).isEqualTo(235);
    }

    @Test
    @Requirement({"SASL-10", "SEC-11"})
    void abortsTheAttemptWhenTheConnectionIsGone_SASL10() {
        SmtpServerSession session = greeted(slow());
        CompletionStage<SmtpReply> reply = session.auth(octets(Fixtures.AUTH_AS_TIM));

        session.close();
        session.close();
        answer();

        assertThat(now(reply).code()).isEqualTo(501);
        assertThat(session.authenticated()).isEmpty();
        assertThat(audit).singleElement().extracting(AuditEvent::cause).isEqualTo(FailureKind.ABORTED);
        assertThat(session.read(buffer("QUIT\r\n"))).isEmpty();
        assertThatIllegalStateException().isThrownBy(session::ehlo);
        assertThatIllegalStateException().isThrownBy(() -> session.auth(octets("AUTH PLAIN")));
    }

    @Test
    @Requirement({"SASL-10", "SEC-11"})
    void abortsTheAttemptWhenTheConnectionIsGoneInsteadOfAResponse_SASL10() {
        SmtpServerSession session = greeted(slow());
        session.auth(octets("AUTH LOGIN"));

        session.close();

        assertThat(audit).singleElement().extracting(AuditEvent::cause).isEqualTo(FailureKind.ABORTED);
    }

    @Test
    @Requirement("SEC-05")
    void answersWhenTheTimeIsUp_SEC05() {
        SmtpServerSession session = greeted(slow().deadline(Duration.ofSeconds(10)));
        assertThat(session.nanosLeft()).isEqualTo(Long.MAX_VALUE);
        session.expire();
        CompletionStage<SmtpReply> reply = session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.nanosLeft()).isBetween(1L, Duration.ofSeconds(10).toNanos());
        session.expire();

        assertThat(now(reply)).isEqualTo(Replies.TEMPORARY);
        assertThat(session.pending()).isFalse();
        answer();
        assertThat(session.authenticated()).isEmpty();
    }

    @Test
    @Requirement({"SEC-05", "SEC-07"})
    void stillTakesALateLineForAResponse_SEC07() {
        SmtpServerSession session = greeted(slow());
        session.auth(octets("AUTH LOGIN"));
        session.expire();

        assertThat(session.expectsResponse()).isTrue();
        assertThat(now(session.response(octets("dGFuc3RhYWZ0YW5zdGFhZg==")))).isEqualTo(Replies.TEMPORARY);
        assertThat(session.expectsResponse()).isFalse();
        assertThat(audit).singleElement().extracting(AuditEvent::cause).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void refusesAResponseThatNobodyExpects() {
        SmtpServerSession session = greeted(sasl());

        assertThatIllegalStateException().isThrownBy(() -> session.response(octets("dGlt")));
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).code()).isEqualTo(235);
    }

    @Test
    void refusesCommandsWhileAResponseIsExpected() {
        SmtpServerSession session = greeted(sasl());
        session.auth(octets("AUTH LOGIN"));

        assertThatIllegalStateException().isThrownBy(() -> session.auth(octets("AUTH LOGIN")));
        assertThatIllegalStateException().isThrownBy(session::ehlo);
        assertThat(now(session.response(octets("dGlt"))).code()).isEqualTo(334);
    }

    @Test
    @Requirement("SEC-06")
    void wipesTheLines_SEC06() {
        SmtpServerSession session = greeted(sasl());
        byte[] command = octets("AUTH LOGIN dGlt");
        byte[] response = octets("dGFuc3RhYWZ0YW5zdGFhZg==");

        session.auth(command);
        session.response(response);

        assertThat(command).containsOnly(0);
        assertThat(response).containsOnly(0);
    }

    @Test
    void tellsWhoIsAuthenticated() {
        SmtpServerSession session = greeted(sasl());
        assertThat(session.authenticated()).isEmpty();

        session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.authenticated().orElseThrow().identity()).isEqualTo(new ProvedIdentity.Named("tim"));
        assertThat(session.authenticated().orElseThrow().mechanism()).isEqualTo("PLAIN");
    }

    @Test
    @Requirement({"SMTP-01", "SMTP-03", "SMTP-04"})
    void offersWhatTheConnectionPermits_SMTP03() {
        ServerSide.Builder safe = sasl().policy(SaslPolicy.safe());
        SmtpServerSession session = Fixtures.session(safe);

        assertThat(session.keyword()).isEmpty();
        session.startTls(octets("STARTTLS"));
        session.tlsStarted(tls(), buffer(""));
        assertThat(session.keyword()).contains("AUTH PLAIN LOGIN");
    }

    @Test
    @Requirement({"SMTP-13", "SMTP-14"})
    void refusesLongLinesAlsoFromServersThatReadThemselves_SMTP14() {
        SmtpServerSession session = greeted(sasl());
        session.auth(octets("AUTH LOGIN"));

        assertThat(session.lineLimit()).isEqualTo(12288);
        assertThat(now(session.response(new byte[12289])).enhancedCode()).isEqualTo("5.5.6");
        assertThat(session.expectsResponse()).isFalse();
        assertThat(now(session.auth(octets("AUTH PLAIN " + "A".repeat(12278)))).enhancedCode())
                .isEqualTo("5.5.6");
    }

    @Test
    @Requirement("SMTP-13")
    void takesTheLargestMessageOfItsMechanisms_SMTP13() {
        SmtpServerSession session = greeted(sasl(new TestMechanisms.Large()));
        String message = Fixtures.base64("x".repeat(20000));

        Line line = session.read(buffer("AUTH X-LARGE " + message + "\r\n")).orElseThrow();

        assertThat(now(session.auth(((Line.Complete) line).octets())).code()).isEqualTo(235);
        assertThat(session.authenticated().orElseThrow().authorizationId()).isEqualTo("octets-20000");
    }

    @Test
    @Requirement({"SMTP-13", "SMTP-02"})
    void takesTheLargestMessageOfWhatTlsPermits_SMTP13() {
        SmtpServerSession session = Fixtures.session(
                sasl(new TestMechanisms.Large()).policy(SaslPolicy.safe().where((info, facts) -> facts.tls() != null)));
        assertThat(session.lineLimit()).isEqualTo(12288);

        session.tlsStarted(tls(), buffer(""));

        assertThat(session.lineLimit()).isGreaterThan(20000);
        assertThat(session.read(buffer("A".repeat(session.lineLimit()) + "\r\n")))
                .containsInstanceOf(Line.Complete.class);
    }

    @Test
    @Requirement("SMTP-34")
    void answersAtLeastThreeFailures_SMTP34() {
        SmtpServerSide.Builder side = SmtpServerSide.with(sasl().build());
        assertThatIllegalArgumentException().isThrownBy(() -> side.failuresAllowed(2));
        SmtpServerSession session = side.failuresAllowed(3).build().session(clear(), Runnable::run);
        session.ehlo();

        for (int i = 0; i < 3; i++) {
            assertThat(now(session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw=="))).code())
                    .isEqualTo(535);
        }
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).isClosing()).isTrue();
    }

    @Test
    @Requirement("SMTP-34")
    void countsFailuresAcrossTls_SMTP34() {
        SmtpServerSession session = greeted(sasl());
        for (int i = 0; i < 5; i++) {
            session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw=="));
        }
        session.startTls(octets("STARTTLS"));
        session.tlsStarted(tls(), buffer(""));
        session.ehlo();

        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).code()).isEqualTo(421);
    }

    @Test
    @Requirement("TLS-05")
    void requiresTlsWhereThatIsConfigured_TLS05() {
        SmtpServerSession session =
                SmtpServerSide.with(sasl().build()).requireTls(true).build().session(clear(), Runnable::run);
        session.ehlo();

        assertThat(session.keyword()).isEmpty();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM)))).isEqualTo(Replies.TLS_FIRST);
        assertThat(session.refusal("mail")).contains(Replies.TLS_FIRST);
        assertThat(session.refusal("noop")).isEmpty();
        assertThat(session.startTls(octets("STARTTLS")).code()).isEqualTo(220);

        session.tlsStarted(tls(), buffer(""));
        session.ehlo();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).code()).isEqualTo(235);
        assertThat(session.refusal("mail")).isEmpty();
    }

    @Test
    @Requirement({"SASL-03", "SMTP-30"})
    void acceptsOnlyTheFactsOfSmtp_SMTP30() {
        SmtpServerSide side = SmtpServerSide.with(sasl().build()).build();
        ConnectionFacts imap = ConnectionFacts.of("imap", "h").build();
        ConnectionFacts successData =
                ConnectionFacts.of("smtp", "h").carriesSuccessData(true).build();

        assertThatIllegalArgumentException().isThrownBy(() -> side.session(imap, Runnable::run));
        assertThatIllegalArgumentException().isThrownBy(() -> side.session(successData, Runnable::run));
        assertThat(side.session(ConnectionFacts.of("lmtp", "h").build(), Runnable::run))
                .isNotNull();
    }

    @Test
    @Requirement("SMTP-24")
    void forgetsATransactionAtEhlo_SMTP24() {
        SmtpServerSession session = greeted(sasl());
        session.beginTransaction();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM)))).isEqualTo(Replies.IN_TRANSACTION);

        session.ehlo();

        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).code()).isEqualTo(235);
    }

    @Test
    @Requirement("SMTP-31")
    void triesAgainWithAnotherMechanism_SMTP31() {
        SmtpServerSession session = greeted(sasl());

        assertThat(now(session.auth(octets("AUTH PLAIN AHRpbQB3cm9uZw=="))).code())
                .isEqualTo(535);
        assertThat(now(session.auth(octets("AUTH LOGIN dGlt"))).code()).isEqualTo(334);
        assertThat(now(session.response(octets("dGFuc3RhYWZ0YW5zdGFhZg=="))).code())
                .isEqualTo(235);
    }
}
