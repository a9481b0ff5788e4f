package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.countersign.smtp.Fixtures.buffer;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.clientSide;
import static org.countersign.smtp.Fixtures.greeted;
import static org.countersign.smtp.Fixtures.mechanism;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;
import static org.countersign.smtp.Fixtures.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STARTTLS (RFC 3207), on both sides. */
class StartTlsTest {
    private static final SmtpReply OFFER = SmtpReply.plain(250, "h", "AUTH X-MUTUAL PLAIN LOGIN");

    private final SmtpClientSession client = new SmtpClientSession(
            clientSide(mechanism("PLAIN"), mechanism("LOGIN"), new ExampleMechanisms.Mutual()), clear(), Runnable::run);
    private final Credentials tim = Credentials.password("tim", "tanstaaftanstaaf".toCharArray());
    private final List<AuditEvent> audit = new ArrayList<>();

    @Test
    @Requirement("TLS-06")
    void doesNotStartTlsBehindWhichSomethingHasArrived_TLS06() {
        SmtpServerSession session = greeted(sasl());
        ByteBuffer in = buffer("STARTTLS\r\nEHLO injected\r\n");
        byte[] line = ((Line.Complete) session.read(in).orElseThrow()).octets();

        assertThat(session.startTls(line)).isEqualTo(Replies.TLS_NOT_LAST);
        // still in clear, and so is what follows
        assertThat(session.read(in)).isPresent();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM))).code()).isEqualTo(235);
    }

    @Test
    @Requirement("TLS-06")
    void readsNothingBetweenStartTlsAndTls_TLS06() {
        SmtpServerSession session = greeted(sasl());
        byte[] line = ((Line.Complete) session.read(buffer("STARTTLS\r\n")).orElseThrow()).octets();
        assertThat(session.startTls(line).code()).isEqualTo(220);
        ByteBuffer injected = buffer("EHLO injected\r\n");

        assertThat(session.read(injected)).isEmpty();
        assertThat(injected.position()).isZero();
        assertThatIllegalStateException().isThrownBy(session::ehlo);

        session.tlsStarted(tls(), buffer(""));
        assertThat(session.refusal("EHLO")).isEmpty();
    }

    @Test
    @Requirement("TLS-06")
    void dropsWhatCameInClearOnceTlsHasStarted_TLS06() {
        SmtpServerSession session = greeted(sasl());
        session.startTls(octets("STARTTLS"));
        ByteBuffer in = buffer("EHLO injected\r\nAUTH PLAIN AAAA\r\nQU");

        session.tlsStarted(tls(), in);

        assertThat(in.hasRemaining()).isFalse();
        assertThat(session.read(in)).isEmpty();
        assertThat(session.read(buffer("IT\r\n")).map(line -> ((Line.Complete) line).verb()))
                .contains("IT");
    }

    @Test
    @Requirement("TLS-06")
    void splitsAnywhereAndLetsNothingThrough_TLS06() {
        String clear = "EHLO c\r\nSTARTTLS\r\nEHLO injected\r\nMAIL FROM:<>\r\n";
        for (int cut = 0; cut <= clear.length(); cut++) {
            SmtpServerSession session = greeted(sasl());
            SmtpReply reply = lastReply(session, clear.substring(0, cut), clear.substring(cut));

            // together with what follows: refused, and everything is read in clear; apart: nothing of it is read
            int end = "EHLO c\r\nSTARTTLS\r\n".length();
            assertThat(reply == Replies.READY_FOR_TLS).as("cut at %s", cut).isEqualTo(cut == end);
        }
    }

    /** The reply to STARTTLS; asserts that nothing behind a 220 is read, before TLS or through it. */
    private static SmtpReply lastReply(SmtpServerSession session, String... pieces) {
        SmtpReply reply = null;
        ByteBuffer in = buffer("");
        for (String piece : pieces) {
            in = ByteBuffer.allocate(in.remaining() + piece.length())
                    .put(in)
                    .put(octets(piece))
                    .flip();
            for (Optional<Line> line; (line = session.read(in)).isPresent(); ) {
                Line.Complete command = (Line.Complete) line.get();
                if (command.verb().equals("STARTTLS")) {
                    reply = session.startTls(command.octets());
                }
            }
        }
        if (reply == Replies.READY_FOR_TLS) {
            assertThat(in.remaining()).isEqualTo("EHLO injected\r\nMAIL FROM:<>\r\n".length());
            session.tlsStarted(tls(), in);
            assertThat(session.read(in)).isEmpty();
        }
        return reply;
    }

    @Test
    @Requirement("TLS-09")
    void leavesOnlyQuitWhereTlsIsNotSecureEnough_TLS09() {
        SmtpServerSession session = SmtpServerSide.with(sasl().build())
                .tlsSufficient(facts -> facts.version().equals("TLSv1.4"))
                .build()
                .session(clear(), Runnable::run);
        assertThat(session.refusal("EHLO")).isEmpty();

        session.tlsStarted(tls(), buffer(""));

        for (String verb : List.of("EHLO", "NOOP", "RSET", "MAIL", "STARTTLS", "XYZZY")) {
            assertThat(session.refusal(verb)).as(verb).contains(Replies.TLS_TOO_WEAK);
        }
        assertThat(session.refusal("quit")).isEmpty();
        session.ehlo();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM)))).isEqualTo(Replies.TLS_TOO_WEAK);
    }

    @Test
    @Requirement("TLS-06")
    void dropsWhatTheServerSaidInClearOnceTlsHasStarted_TLS06() {
        assertThat(client.startTls(SmtpReply.of(220, "2.0.0", "Go"))).isTrue();
        ByteBuffer in = buffer("250-injected\r\n250 AUTH PLAIN\r\n");

        client.tlsStarted(tls(), in);

        assertThat(in.hasRemaining()).isFalse();
        assertThat(client.read(buffer("250 genuine\r\n")))
                .contains(new Received.Reply(SmtpReply.plain(250, "genuine")));
    }

    @Test
    @Requirement("TLS-06")
    void forgetsHalfAReplyWhenTlsStarts_TLS06() {
        client.read(buffer("250-injec"));
        client.read(buffer("ted\r\n250 AU"));

        client.tlsStarted(tls(), buffer(""));

        assertThat(client.read(buffer("250 genuine\r\n")))
                .contains(new Received.Reply(SmtpReply.plain(250, "genuine")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 Go\n250 injected\r\n", "220 Go\r250 injected\r\n", "220 G\0o\r\n"})
    @Requirement("TLS-06")
    void refusesRepliesWithBareLineEnds_TLS06(String reply) {
        assertThat(client.read(buffer(reply))).contains(Received.Fault.MALFORMED);
        assertThatIllegalStateException().isThrownBy(() -> client.startTls(SmtpReply.of(220, "2.0.0", "Go")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO inj", "EHLO inj\r", "NOOP\nNO"})
    @Requirement("TLS-06")
    void forgetsHalfALineWhenTlsStarts_TLS06(String half) {
        SmtpServerSession session = greeted(sasl());
        session.read(buffer(half));

        session.tlsStarted(tls(), buffer(""));

        assertThat(session.read(buffer("NOOP\r\n")).map(line -> ((Line.Complete) line).verb()))
                .contains("NOOP");
    }

    @Test
    @Requirement("TLS-03")
    void forgetsEverythingWhenAServerStartsTlsItself_TLS03() {
        SmtpServerSession session = greeted(sasl().audit(audit::add));
        session.auth(octets(Fixtures.AUTH_AS_TIM));
        session.beginTransaction();

        session.tlsStarted(tls(), buffer(""));

        assertThat(session.authenticated()).isEmpty();
        assertThat(now(session.auth(octets(Fixtures.AUTH_AS_TIM)))).isEqualTo(Replies.NO_EHLO);
        session.ehlo();
        session.auth(octets("AUTH LOGIN"));
        session.tlsStarted(tls(), buffer(""));
        assertThat(session.expectsResponse()).isFalse();
        assertThat(audit).extracting(AuditEvent::cause).containsExactly(null, FailureKind.ABORTED);
    }

    @Test
    @Requirement({"TLS-04", "SUB-05"})
    void offersStartTlsOnlyWhereItIsOfUse_TLS04() {
        SmtpServerSession inClear = greeted(sasl());
        assertThat(inClear.mayStartTls()).isTrue();
        inClear.auth(octets(Fixtures.AUTH_AS_TIM));
        assertThat(inClear.mayStartTls()).isFalse();

        SmtpServerSession implicit = SmtpServerSide.with(sasl().build()).build().session(tls(), Runnable::run);
        assertThat(implicit.mayStartTls()).isFalse();
    }

    @Test
    @Requirement({"TLS-02", "TLS-03"})
    void forgetsWhatTheServerSaidBeforeTls_TLS03() {
        client.ehloReply(OFFER);
        assertThat(client.startTls(SmtpReply.of(220, "2.0.0", "Go"))).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> client.ehlo("c"));
        client.tlsStarted(tls(), buffer(""));

        assertThat(client.extensions().keywords()).isEmpty();
        assertThat(client.choose(tim)).isEmpty();
    }

    @Test
    @Requirement({"TLS-06", "TLS-08"})
    void doesNotStartTlsWhenSomethingFollowsTheReply_TLS06() {
        SmtpReply reply = ((Received.Reply) client.read(buffer("220 Go\r\n250-injected\r\n250 AUTH PLAIN\r\n"))
                        .orElseThrow())
                .reply();

        assertThat(client.startTls(reply)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> client.ehlo("c"));
        assertThat(client.read(buffer("250 more\r\n"))).isEmpty();
    }

    @Test
    @Requirement("TLS-06")
    void readsNothingBetweenTheReplyAndTls_TLS06() {
        client.startTls(SmtpReply.of(220, "2.0.0", "Go"));

        assertThat(client.read(buffer("250 injected\r\n"))).isEmpty();
    }

    @Test
    @Requirement("TLS-08")
    void goesOnInClearOnlyIfTheCallerDoes_TLS08() {
        assertThat(client.startTls(SmtpReply.of(454, "4.7.0", "Later"))).isFalse();
        assertThat(client.ehlo("c")).asString(StandardCharsets.US_ASCII).isEqualTo("EHLO c\r\n");
    }
}
