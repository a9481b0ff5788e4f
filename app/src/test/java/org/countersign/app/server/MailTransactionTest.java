package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.countersign.smtp.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTransactionTest {
    private final MailTransaction transaction = new MailTransaction(1000);

    private String mail(String arguments) {
        return transaction
                .mail("MAIL FROM:" + arguments, parameters -> Optional.empty())
                .toString();
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
        assertThat(transaction.recipients()).isEmpty();
    }

    @Test
    void theAuthParameterIsAskedLastAndMayRefuse() {
        SmtpReply no = SmtpReply.of(501, "5.5.4", "no");
        assertThat(transaction.mail("MAIL FROM:<> AUTH=x", parameters -> Optional.of(no)))
                .isEqualTo(no);
        assertThat(transaction.open()).isFalse();
        assertThat(transaction
                        .mail("MAIL FROM:<> AUTH=x SIZE=1001", parameters -> Optional.of(no))
                        .code())
                .isEqualTo(552);
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
