package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;

class ExtensionsTest {

    @Test
    @Requirement("SMTP-01")
    void readsKeywordsAndParameters_SMTP01() {
        Extensions extensions = Extensions.of(SmtpReply.plain(
                250, "AUTH is a greeting here", "size 1000", "STARTTLS", "auth plain  CRAM-MD5 ", "8BITMIME"));

        assertThat(extensions.keywords()).containsExactlyInAnyOrder("SIZE", "STARTTLS", "AUTH", "8BITMIME");
        assertThat(extensions.has("starttls")).isTrue();
        assertThat(extensions.has("CHUNKING")).isFalse();
        assertThat(extensions.parameters("SIZE")).containsExactly("1000");
        assertThat(extensions.parameters("STARTTLS")).isEmpty();
        assertThat(extensions.parameters("CHUNKING")).isEmpty();
        assertThat(extensions.mechanisms()).containsExactly("PLAIN", "CRAM-MD5");
    }

    @Test
    @Requirement("SMTP-04")
    void readsTheLegacyFormToo_SMTP04() {
        assertThat(Extensions.of(SmtpReply.plain(250, "h", "AUTH=LOGIN PLAIN")).mechanisms())
                .containsExactly("LOGIN", "PLAIN");
        assertThat(Extensions.of(SmtpReply.plain(250, "h", "AUTH PLAIN LOGIN", "AUTH=LOGIN NTLM"))
                        .mechanisms())
                .containsExactly("PLAIN", "LOGIN", "NTLM");
    }

    @Test
    @Requirement("SMTP-04")
    void findsNoMechanismWhereThereIsNone_SMTP04() {
        assertThat(Extensions.of(SmtpReply.plain(250, "h")).mechanisms()).isEmpty();
        assertThat(Extensions.of(SmtpReply.plain(250, "h", "AUTH", "", " ")).mechanisms())
                .isEmpty();
        assertThat(Extensions.none().mechanisms()).isEmpty();
    }
}
