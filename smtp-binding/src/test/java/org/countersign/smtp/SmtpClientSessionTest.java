package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.countersign.smtp.Fixtures.buffer;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.clientSide;
import static org.countersign.smtp.Fixtures.mechanism;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.tls;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpClientSessionTest {
    private static final SmtpReply OFFER = SmtpReply.plain(250, "h", "AUTH X-MUTUAL PLAIN LOGIN");
    private static final SmtpReply SUCCESS = SmtpReply.of(235, "2.7.0", "OK");

    private final SmtpClientSession session = new SmtpClientSession(
            clientSide(mechanism("PLAIN"), mechanism("LOGIN"), new ExampleMechanisms.Mutual()), clear(), Runnable::run);
    private final Credentials tim = Credentials.password("tim", "tanstaaftanstaaf".toCharArray());

    @Test
    @Requirement({"SEC-02", "SMTP-31"})
    void choosesTheStrongestAndLeavesTheRestToTheCaller_SEC02() {
        session.ehloReply(OFFER);

        assertThat(session.choose(tim)).extracting(MechanismInfo::name).containsExactly("X-MUTUAL", "PLAIN", "LOGIN");
        session.auth("X-MUTUAL", tim);
        assertThat(now(session.reply(SmtpReply.of(535, "5.7.8", "No")))).isInstanceOf(ClientAction.Refused.class);
    }

    @Test
    @Requirement("SASL-12")
    void tellsWhatTheServerSaidOfItsRefusal_SASL12() {
        SmtpClientSession conceding =
                new SmtpClientSession(clientSide(new ExampleMechanisms.Conceding()), clear(), Runnable::run);
        conceding.ehloReply(SmtpReply.plain(250, "h", "AUTH X-CONCEDE"));
        conceding.auth("X-CONCEDE", tim);
        conceding.reply(SmtpReply.plain(334, "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0="));

        assertThat(now(conceding.reply(SmtpReply.of(535, "5.7.8", "No"))))
                .isInstanceOfSatisfying(
                        ClientAction.Refused.class,
                        refused -> assertThat(refused.serverError())
                                .asString()
                                .isEqualTo("{\"status\":\"invalid_token\"}"));
    }

    @Test
    @Requirement("SMTP-36")
    void sendsNoPasswordToAServerThatIsNotVerified_SMTP36() {
        ClientSide safe = ClientSide.with(Catalogue.of(mechanism("PLAIN"))).build();
        SmtpClientSession inClear = new SmtpClientSession(safe, clear(), Runnable::run);
        inClear.ehloReply(OFFER);

        assertThat(inClear.choose(tim)).isEmpty();
        assertThat(now(inClear.auth("PLAIN", tim))).isInstanceOf(ClientAction.Failed.class);
        inClear.tlsStarted(tls(), buffer(""));
        inClear.ehloReply(OFFER);
        assertThat(now(inClear.auth("PLAIN", tim))).isInstanceOf(ClientAction.Send.class);
    }

    @Test
    @Requirement("SMTP-12")
    void sendsALongInitialResponseOnlyWhenAsked_SMTP12() {
        // AUTH PLAIN and 496 characters of Base64 are 509 octets with CRLF: no room for four more
        assertThat(sent(longPassword(372 - 5))).hasSize(509).startsWith("AUTH PLAIN AHRpbQB4");

        assertThat(sent(longPassword(372 - 5 + 1))).isEqualTo("AUTH PLAIN\r\n");
        String response = text(now(session.reply(SmtpReply.plain(334, ""))));
        assertThat(response).hasSize(502).startsWith("AHRpbQB4");
        assertThat(now(session.reply(SUCCESS))).isEqualTo(new ClientAction.Authenticated("PLAIN"));
    }

    @Test
    @Requirement({"SMTP-12", "ESMTP-01"})
    void sendsACommandOf512OctetsAtOnce_SMTP12() {
        session.ehloReply(OFFER);

        // AUTH X-MUTUAL, and 496 characters of Base64, with CRLF
        assertThat(text(now(session.auth("X-MUTUAL", user(372))))).hasSize(512);
        session.reply(SmtpReply.of(535, "5.7.8", "No"));
        assertThat(text(now(session.auth("X-MUTUAL", user(373))))).isEqualTo("AUTH X-MUTUAL\r\n");
    }

    private static Credentials user(int length) {
        return Credentials.password("u".repeat(length), new char[] {'x'});
    }

    @Test
    void learnsNothingOnceItIsClosed() {
        session.close();

        assertThatIllegalStateException().isThrownBy(() -> session.ehloReply(OFFER));
        assertThatIllegalStateException().isThrownBy(session::startTls);
        assertThatIllegalStateException().isThrownBy(() -> session.startTls(SmtpReply.of(220, "2.0.0", "Go")));
        assertThatIllegalStateException().isThrownBy(() -> session.tlsStarted(tls(), buffer("")));
    }

    @Test
    @Requirement("SMTP-13")
    void takesChallengesAsLargeAsTheMechanismNeeds_SMTP13() {
        SmtpClientSession large =
                new SmtpClientSession(clientSide(new TestMechanisms.Patient()), clear(), Runnable::run);
        large.ehloReply(SmtpReply.plain(250, "h", "AUTH X-PATIENT"));
        large.auth("X-PATIENT", tim);

        assertThat(large.read(buffer("334 " + "AAAA".repeat(6000) + "\r\n"))).containsInstanceOf(Received.Reply.class);
    }

    @Test
    @Requirement("SMTP-16")
    void takesAnyFirstChallengeForTheRequestOfAHeldResponse_SMTP16() {
        sent(longPassword(400));

        assertThat(text(now(session.reply(SmtpReply.plain(334, "go on, please")))))
                .startsWith("AHRpbQB4");
    }

    @Test
    @Requirement("SASL-09")
    void doesNotBelieveInSuccessBeforeAHeldResponseIsSent_SASL09() {
        sent(longPassword(400));

        assertThat(now(session.reply(SUCCESS)))
                .isEqualTo(new ClientAction.Failed(FailureKind.MALFORMED, "unexpected reply 235"));
        assertThat(session.authenticated()).isFalse();
    }

    @Test
    @Requirement({"SASL-10", "SMTP-12"})
    void cancelsInsteadOfSendingAHeldResponseTooLate_SMTP12() {
        sent(longPassword(400));
        session.expire();

        assertThat(text(now(session.reply(SmtpReply.plain(334, ""))))).isEqualTo("*\r\n");
    }

    @Test
    @Requirement("SEC-06")
    void wipesALineWhenItHasBeenAnswered_SEC06() {
        session.ehloReply(OFFER);
        ClientAction.Send send = (ClientAction.Send) now(session.auth("PLAIN", tim));
        assertThat(send).hasToString("Send[41 octets]");

        session.reply(SUCCESS);

        assertThat(send.line()).containsOnly(0);
    }

    @Test
    @Requirement("SEC-06")
    void wipesALineWhenItIsClosed_SEC06() {
        session.ehloReply(OFFER);
        ClientAction.Send send = (ClientAction.Send) now(session.auth("PLAIN", tim));

        session.close();

        assertThat(send.line()).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(() -> session.reply(SUCCESS));
        assertThat(session.read(buffer("235 OK\r\n"))).isEmpty();
    }

    @Test
    @Requirement("SMTP-23")
    void authenticatesOnce_SMTP23() {
        session.ehloReply(OFFER);
        session.auth("PLAIN", tim);
        session.reply(SUCCESS);

        assertThat(session.authenticated()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> session.auth("PLAIN", tim));
        assertThatIllegalStateException().isThrownBy(() -> session.reply(SUCCESS));
    }

    @Test
    void waitsForCredentialsAndReadsNothingMeanwhile() {
        CompletableFuture<Secret> password = new CompletableFuture<>();
        session.ehloReply(OFFER);
        CompletionStage<ClientAction> action = session.auth("PLAIN", new LateCredentials(password));

        assertThat(session.pending()).isTrue();
        assertThat(session.read(buffer("421 Bye\r\n"))).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> session.reply(SUCCESS));
        assertThatIllegalStateException().isThrownBy(() -> session.ehlo("c"));
        assertThatIllegalStateException().isThrownBy(() -> session.auth("PLAIN", tim));

        password.complete(Secret.utf8("tanstaaftanstaaf".toCharArray()));
        assertThat(text(now(action))).isEqualTo("AUTH PLAIN " + Fixtures.TIMS_PLAIN + "\r\n");
    }

    @Test
    void failsWhenTheTimeIsUp() {
        session.ehloReply(OFFER);
        CompletionStage<ClientAction> action = session.auth("PLAIN", new LateCredentials(new CompletableFuture<>()));

        session.expire();

        assertThat(now(action))
                .isInstanceOfSatisfying(
                        ClientAction.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.TIMED_OUT));
    }

    @Test
    void tellsHowMuchTimeIsLeftForAnAttempt() {
        assertThat(session.nanosLeft()).isEqualTo(Long.MAX_VALUE);

        session.ehloReply(OFFER);
        session.auth("PLAIN", new LateCredentials(new CompletableFuture<>()));

        assertThat(session.nanosLeft())
                .isPositive()
                .isLessThan(Duration.ofMinutes(3).toNanos());
    }

    @Test
    @Requirement("SASL-10")
    void cancelsWhenTheTimeIsUpBeforeAChallenge_SASL10() {
        session.ehloReply(OFFER);
        session.auth("X-MUTUAL", tim);
        session.expire();

        assertThat(text(now(session.reply(SmtpReply.plain(334, "c2FsdA=="))))).isEqualTo("*\r\n");
        assertThat(now(session.reply(SmtpReply.of(501, "5.7.0", "Cancelled"))))
                .isInstanceOfSatisfying(
                        ClientAction.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.TIMED_OUT));
    }

    @Test
    void isClosedByInputThatIsNotAReply() {
        assertThat(session.read(buffer("250-a\r\nwhat?\r\n250 b\r\n"))).contains(Received.Fault.MALFORMED);

        assertThat(session.read(buffer("250 b\r\n"))).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> session.ehlo("c"));
    }

    @Test
    void learnsNothingFromARefusedEhlo() {
        session.ehloReply(OFFER);

        assertThat(session.ehloReply(SmtpReply.plain(502, "AUTH PLAIN", "AUTH PLAIN"))
                        .mechanisms())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nMAIL", "\u00fc"})
    void sendsNoDomainThatIsNone(String domain) {
        assertThatIllegalArgumentException().isThrownBy(() -> session.ehlo(domain));
    }

    @Test
    @Requirement("SMTP-30")
    void acceptsOnlyTheFactsOfSmtp_SMTP30() {
        ConnectionFacts imap = ConnectionFacts.of("imap", "h").build();

        assertThatIllegalArgumentException().isThrownBy(() -> new SmtpClientSession(clientSide(), imap, Runnable::run));
        assertThatIllegalArgumentException().isThrownBy(() -> session.tlsStarted(imap, buffer("")));
    }

    private String sent(Credentials credentials) {
        if (session.extensions().mechanisms().isEmpty()) {
            session.ehloReply(OFFER);
        } else {
            session.reply(SmtpReply.of(535, "5.7.8", "No"));
        }
        return text(now(session.auth("PLAIN", credentials)));
    }

    private static Credentials longPassword(int length) {
        return Credentials.password("tim", "x".repeat(length).toCharArray());
    }

    private static String text(ClientAction action) {
        return new String(((ClientAction.Send) action).line(), StandardCharsets.US_ASCII);
    }

    /** A password that somebody has still to type. */
    private record LateCredentials(CompletionStage<Secret> password) implements Credentials {
        @Override
        public Identities identities() {
            return new Identities("tim", null);
        }

        @Override
        public boolean has(ClientNeed need) {
            return need == ClientNeed.PASSWORD;
        }

        @Override
        public CompletionStage<Secret> password(String realm) {
            return password;
        }

        @Override
        public CompletionStage<Secret> token() {
            throw new IllegalStateException("no token");
        }
    }
}
