package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.octets;

import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithKeywordTest {

    @ParameterizedTest
    @CsvSource({
        "smtp, false, false, ESMTP,   UTF8SMTP",
        "smtp, true,  false, ESMTPS,  UTF8SMTPS",
        "smtp, false, true,  ESMTPA,  UTF8SMTPA",
        "smtp, true,  true,  ESMTPSA, UTF8SMTPSA",
        "lmtp, false, false, LMTP,    UTF8LMTP",
        "lmtp, true,  false, LMTPS,   UTF8LMTPS",
        "lmtp, false, true,  LMTPA,   UTF8LMTPA",
        "lmtp, true,  true,  LMTPSA,  UTF8LMTPSA"
    })
    @Requirement({"TRACE-01", "TRACE-02", "SMTP-35"})
    void tellsTlsAndAuthentication_TRACE01(
            String service, boolean tls, boolean authenticated, String keyword, String withSmtpUtf8) {
        SmtpServerSession session = session(service, tls);
        session.ehlo();
        if (authenticated) {
            session.auth(octets(Fixtures.AUTH_AS_TIM));
        }

        assertThat(session.withKeyword(false)).isEqualTo(keyword);
        assertThat(session.withKeyword(true)).isEqualTo(withSmtpUtf8);
    }

    @Test
    @Requirement("TRACE-03")
    void isSmtpAfterHelo_TRACE03() {
        SmtpServerSession session = session("smtp", true);
        session.helo();

        assertThat(session.withKeyword(false)).isEqualTo("SMTP");
    }

    @Test
    @Requirement("TRACE-04")
    void doesNotTakeASecurityLayerForTls_TRACE04() {
        SmtpServerSession session = Fixtures.greeted(Fixtures.sasl(new TestMechanisms.Layered()));
        session.auth(octets("AUTH X-LAYER dGlt"));
        session.ehlo();

        assertThat(session.layer()).isPresent();
        assertThat(session.withKeyword(false)).isEqualTo("ESMTPA");
    }

    private static SmtpServerSession session(String service, boolean tls) {
        ConnectionFacts facts = ConnectionFacts.of(service, "h")
                .tls(tls ? new TlsFacts("TLSv1.3", null, List.of(), false) : null)
                .build();
        return SmtpServerSide.with(Fixtures.sasl().build()).build().session(facts, Runnable::run);
    }
}
