package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.clientSide;
import static org.countersign.smtp.Fixtures.greeted;
import static org.countersign.smtp.Fixtures.mechanism;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;

/** The {@code AUTH=} parameter of MAIL (RFC 4954, section 5), on both sides. */
class MailAuthTest {
    private static final SmtpReply OFFER = SmtpReply.plain(250, "h", "AUTH X-MUTUAL PLAIN LOGIN");
    private static final SmtpReply SUCCESS = SmtpReply.of(235, "2.7.0", "OK");

    private final SmtpClientSession client = new SmtpClientSession(
            clientSide(mechanism("PLAIN"), mechanism("LOGIN"), new TestMechanisms.Mutual()), clear(), Runnable::run);
    private final Credentials tim = Credentials.password("tim", "tanstaaftanstaaf".toCharArray());

    @Test
    @Requirement({"MA-06", "MA-07", "MA-08"})
    void believesASubmitterOnlyFromWhoIsTrusted_MA08() {
        SmtpServerSession session = SmtpServerSide.with(sasl().build())
                .submitterTrust((client, mailbox) -> {
                    if (mailbox.startsWith("broken")) {
                        throw new IllegalStateException("no");
                    }
                    return mailbox.equals("boss@example.com");
                })
                .build()
                .session(clear(), Runnable::run);
        session.ehlo();

        assertThat(session.mail("AUTH=boss@example.com")).isEqualTo(new MailAuth.Unknown("boss@example.com"));
        session.auth(octets(Fixtures.AUTH_AS_TIM));
        assertThat(session.mail("AUTH=boss@example.com")).isEqualTo(new MailAuth.Submitter("boss@example.com"));
        assertThat(session.mail("AUTH=other@example.com")).isEqualTo(new MailAuth.Unknown("other@example.com"));
        assertThat(session.mail("AUTH=broken@example.com")).isEqualTo(new MailAuth.Unknown("broken@example.com"));
        assertThat(session.mail("AUTH=<>")).isEqualTo(new MailAuth.Unknown(null));
        assertThat(session.mail("SIZE=1 AUTHOR=x")).isEqualTo(new MailAuth.Absent());
    }

    @Test
    @Requirement("MA-12")
    void trustsNobodyUnlessTold_MA12() {
        SmtpServerSession session = greeted(sasl());
        session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.mail("AUTH=tim@example.com")).isEqualTo(new MailAuth.Unknown("tim@example.com"));
    }

    @Test
    @Requirement("MA-02")
    void takesAtMost500OctetsOfParameter_MA02() {
        SmtpServerSession session = greeted(sasl());
        String encoded = "+41".repeat(62) + "@" + "+41".repeat(63) + "." + "+41".repeat(39);

        assertThat(session.mail("AUTH=" + encoded)).isInstanceOf(MailAuth.Unknown.class);
        assertThat(session.mail("AUTH=" + encoded + "+41")).isInstanceOf(MailAuth.Refused.class);
    }

    @Test
    @Requirement({"MA-07", "MA-14"})
    void passesASubmitterOnWhereAuthIsOffered_MA14() {
        MailAuth submitter = new MailAuth.Submitter("e=mc2@example.com");
        assertThat(client.mailParameter(submitter)).isEmpty();

        client.ehloReply(OFFER);
        assertThat(client.mailParameter(submitter)).contains("AUTH=e+3Dmc2@example.com");
    }

    @Test
    @Requirement({"MA-09", "MA-10", "MA-12"})
    void saysNobodyWhereItIsAuthenticated_MA09() {
        client.ehloReply(OFFER);
        assertThat(client.mailParameter(new MailAuth.Absent())).isEmpty();
        assertThat(client.mailParameter(new MailAuth.Unknown(null))).isEmpty();

        client.auth("PLAIN", tim);
        client.reply(SUCCESS);
        assertThat(client.mailParameter(new MailAuth.Absent())).contains("AUTH=<>");
        assertThat(client.mailParameter(new MailAuth.Unknown("boss@example.com")))
                .contains("AUTH=<>");
    }

    @Test
    @Requirement("MA-10")
    void knowsOnlySubmittersThatAreMailboxes_MA10() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MailAuth.Submitter("tim"));
    }
}
