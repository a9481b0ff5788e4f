package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.server.ServerSide;
import org.countersign.smtp.MailAuth;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;
import org.countersign.smtp.SmtpServerSide;
import org.countersign.smtp.SubmissionGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTransactionTest {
    private final MailTransaction transaction = new MailTransaction(session(), 1000);

    /** Of a client that is not authenticated and may send to anybody here. */
    private static SmtpServerSession session() {
        ServerSide sasl = Mechanisms.serverSide(
                Mechanisms.named(List.of("CRAM-MD5")), Servers.options().build(), Runnable::run);
        return SmtpServerSide.with(sasl)
                .gate(SubmissionGate.optional(List.of("server.example", "b")))
                .build()
                .session(ConnectionFacts.of("smtp", "mail.example").build(), Runnable::run);
    }

    private String mail(String arguments) {
        return transaction.mail("MAIL FROM:" + arguments).toString();
    }

    private String rcpt(String arguments) {
        return transaction.rcpt("RCPT TO:" + arguments).toString();
    }

    private String data() {
        return transaction.refusalOfData().map(SmtpReply::toString).orElse("go");
    }

    @Test
    void collectsAnEnvelope() {
        assertThat(mail("<tim@client.example> SIZE=1000 BODY=8bitmime AUTH=<>")).startsWith("250 2.1.0 ");
        assertThat(rcpt("<ada@server.example>")).startsWith("250 2.1.5 ");
        assertThat(rcpt("<Postmaster>")).startsWith("250 2.1.5 ");
        assertThat(data()).isEqualTo("go");
        assertThat(transaction.sender()).isEqualTo("tim@client.example");
        assertThat(transaction.recipients()).containsExactly("ada@server.example", "postmaster");
        assertThat(transaction.submitter()).isEqualTo(new MailAuth.Unknown(null));
    }

    @Test
    void mailStandsBeforeRcptAndData() {
        assertThat(rcpt("<ada@server.example>")).startsWith("503 5.5.1 ");
        assertThat(data()).startsWith("503 5.5.1 ");
        mail("<>");
        assertThat(data()).startsWith("554 5.5.1 ");
        assertThat(mail("<>")).startsWith("503 5.5.1 ");
    }

    @Test
    void afterAResetEverythingIsAsBefore() {
        mail("<>");
        rcpt("<a@b>");
        transaction.reset();
        assertThat(transaction.open()).isFalse();
        assertThat(transaction.recipients()).isEmpty();
        assertThat(transaction.submitter()).isEqualTo(new MailAuth.Absent());
        assertThat(data()).startsWith("503 5.5.1 ");
    }

    @ParameterizedTest
    @CsvSource({
        "<a@b> SIZE=1001, 552 5.3.4",
        "<a@b> SIZE=99999999999999999999, 552 5.3.4",
        "<a@b> SIZE=999999999999999999999, 501 5.5.4",
        "<a@b> SIZE=1k, 501 5.5.4",
        "<a@b> SIZE=-1, 501 5.5.4",
        "<a@b> SIZE, 501 5.5.4",
        "<a@b> BODY=BINARYMIME, 501 5.5.4",
        "<a@b> BODY, 501 5.5.4",
        "<a@b> SMTPUTF8, 555 5.5.4",
        "<a@b> X=1 SIZE=9999, 555 5.5.4",
        "a@b, 501 5.5.4"
    })
    void refusesMail(String arguments, String reply) {
        assertThat(mail(arguments)).startsWith(reply + " ");
        assertThat(transaction.open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", "00000000000000001000"})
    void takesASizeUpToTheLimit(String size) {
        assertThat(mail("<> SIZE=" + size)).startsWith("250 ");
    }

    @Test
    void refusesParametersOfRcpt() {
        mail("<>");
        assertThat(rcpt("<a@b> NOTIFY=NEVER")).startsWith("555 5.5.4 ");
        assertThat(rcpt("<a@b>,<c@d>")).startsWith("501 5.5.4 ");
        assertThat(rcpt("<a@elsewhere.example>")).startsWith("550 5.7.1 ");
        assertThat(transaction.recipients()).isEmpty();
    }

    @Test
    void theAuthParameterIsAskedLastAndMayRefuse() {
        assertThat(mail("<> AUTH=x")).startsWith("501 5.5.4 ");
        assertThat(transaction.open()).isFalse();
        assertThat(mail("<> AUTH=x SIZE=1001")).startsWith("552 5.3.4 ");
    }

    /** RFC 5321, sections 4.5.3.1.8 and 4.5.3.1.10. */
    @Test
    void recipientsAreBounded() {
        mail("<>");
        for (int i = 0; i < 1000; i++) {
            assertThat(rcpt("<u" + i + "@b>")).startsWith("250 ");
        }
        assertThat(rcpt("<one-more@b>")).startsWith("452 4.5.3 ");
        assertThat(transaction.recipients()).hasSize(1000);
        assertThat(data()).isEqualTo("go");
    }
}
