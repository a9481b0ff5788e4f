package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.clientSide;
import static org.countersign.smtp.Fixtures.greeted;
import static org.countersign.smtp.Fixtures.mechanism;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.server.SaslPolicy;
import org.junit.jupiter.api.Test;

/** The {@code AUTH=} parameter of MAIL (RFC 4954, section 5), on both sides. */
class MailAuthTest {
    private static final SmtpReply OFFER = SmtpReply.plain(250, "h", "AUTH X-MUTUAL PLAIN LOGIN");
    private static final SmtpReply SUCCESS = SmtpReply.of(235, "2.7.0", "OK");

    private final SmtpClientSession client = new SmtpClientSession(
            clientSide(mechanism("PLAIN"), mechanism("LOGIN"), new ExampleMechanisms.Mutual()), clear(), Runnable::run);
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

        client.auth("PLAIN", tim);
        client.reply(SUCCESS);
        assertThat(client.mailParameter(new MailAuth.Absent())).contains("AUTH=<>");
        assertThat(client.mailParameter(new MailAuth.Unknown("boss@example.com")))
                .contains("AUTH=<>");
    }

    @Test
    @Requirement({"MA-09", "MA-10", "MA-14"})
    void saysThatTheSubmitterIsUnknownWhereverAuthIsOffered_MA10() {
        MailAuth unknown = new MailAuth.Unknown("boss@example.com");

        assertThat(unknown.parameter(true, false)).contains("AUTH=<>");
        assertThat(unknown.parameter(false, true)).isEmpty();
    }

    @Test
    @Requirement("MA-11")
    void letsAListSayThatItIsTheSubmitter_MA11() {
        client.ehloReply(OFFER);

        assertThat(client.mailParameter(new MailAuth.Submitter("list-owner@example.com")))
                .contains("AUTH=list-owner@example.com");
    }

    @Test
    @Requirement({"MA-13", "MA-06"})
    void readsAnotherSubmitterForEachMessageOfOneClient_MA13() {
        SmtpServerSession session = SmtpServerSide.with(sasl().build())
                .submitterTrust(OwnMailboxes.in("example.com", "example.net")::has)
                .submitters(OwnMailboxes.in("example.com")::of)
                .build()
                .session(clear(), Runnable::run);
        session.ehlo();
        session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.mail("AUTH=tim@example.com")).isEqualTo(new MailAuth.Submitter("tim@example.com"));
        assertThat(session.mail("AUTH=tim@example.net")).isEqualTo(new MailAuth.Submitter("tim@example.net"));
        assertThat(session.mail("AUTH=<>")).isEqualTo(new MailAuth.Unknown(null));
        assertThat(session.authenticated().orElseThrow().authorizationId()).isEqualTo("tim");
    }

    @Test
    @Requirement("MA-10")
    void namesTheClientAsSubmitterOfWhatItSubmits_MA10() {
        SmtpServerSession session = submitting(OwnMailboxes.in("example.com")::of);
        assertThat(session.mail("")).isEqualTo(new MailAuth.Absent());

        session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.mail("SIZE=1")).isEqualTo(new MailAuth.Submitter("tim@example.com"));
        assertThat(session.mail("AUTH=tim@example.com")).isEqualTo(new MailAuth.Unknown("tim@example.com"));
        assertThat(session.mail("AUTH=x")).isInstanceOf(MailAuth.Refused.class);
    }

    @Test
    @Requirement("MA-10")
    void saysThatTheSubmitterIsUnknownIfItsNameGivesNoMailbox_MA10() {
        List<Function<Authenticated, Optional<String>>> namings =
                List.of(client -> Optional.empty(), client -> Optional.of("not a mailbox"), client -> {
                    throw new IllegalStateException("no");
                });
        for (Function<Authenticated, Optional<String>> naming : namings) {
            SmtpServerSession session = submitting(naming);
            session.auth(octets(Fixtures.AUTH_AS_TIM));

            assertThat(session.mail("")).isEqualTo(new MailAuth.Unknown(null));
        }
    }

    @Test
    @Requirement({"MA-10", "ANON-04"})
    void namesNobodyForAnAnonymousClient_MA10() {
        SmtpServerSession session = SmtpServerSide.with(sasl(new TestMechanisms.Anonymous())
                        .policy(SaslPolicy.safe().alsoAllow("ANONYMOUS"))
                        .build())
                .submitters(client -> Optional.of("nobody@example.com"))
                .build()
                .session(clear(), Runnable::run);
        session.ehlo();
        assertThat(now(session.auth(octets("AUTH ANONYMOUS ="))).code()).isEqualTo(235);

        assertThat(session.mail("")).isEqualTo(new MailAuth.Absent());
    }

    private static SmtpServerSession submitting(Function<Authenticated, Optional<String>> naming) {
        SmtpServerSession session =
                SmtpServerSide.with(sasl().build()).submitters(naming).build().session(clear(), Runnable::run);
        session.ehlo();
        return session;
    }

    @Test
    @Requirement("MA-10")
    void knowsOnlySubmittersThatAreMailboxes_MA10() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MailAuth.Submitter("tim"));
    }
}
