package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    @Test
    @Requirement({"CODE-01", "CODE-02"})
    void repeatsTheEnhancedCodeOnEveryLine_CODE01() {
        SmtpReply reply = SmtpReply.of(550, "5.7.1", "Not", "here");

        assertThat(reply.encode()).asString().isEqualTo("550-5.7.1 Not\r\n550 5.7.1 here\r\n");
    }

    @Test
    @Requirement("CODE-01")
    void hasNoEnhancedCodeInAGreeting_CODE01() {
        assertThat(SmtpReply.plain(250, "a", "b", "c").lines()).containsExactly("250-a", "250-b", "250 c");
        assertThat(SmtpReply.plain(220, "").encode()).asString().isEqualTo("220 \r\n");
    }

    @Test
    @Requirement("SMTP-15")
    void endsAnEmptyChallengeInABlank_SMTP15() {
        assertThat(SmtpReply.challenge(new byte[0]).encode()).asString().isEqualTo("334 \r\n");
    }

    @Test
    @Requirement({"SMTP-13", "SMTP-15"})
    void sendsALongChallengeInOneLine_SMTP13() {
        byte[] encoded = SmtpReply.challenge(new byte[9000]).encode();

        assertThat(encoded).asString().matches("334 A{12000}\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.7.0", "3.7.0", "5.7", "5.7.0000", "5.7.x", "5,7,0"})
    @Requirement("CODE-02")
    void refusesAnEnhancedCodeOfAnotherClassOrForm_CODE02(String enhancedCode) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(535, enhancedCode, "No"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK\r\n250 OK", "OK\n", "\u0000", "\u0085"})
    void refusesControlCharacters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(250, "2.0.0", text));
    }

    @Test
    void refusesCodesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(199, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(600, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(250));
    }

    @Test
    @Requirement("ESMTP-01")
    void refusesALineOfMoreThan512Octets_ESMTP01() {
        assertThat(SmtpReply.of(250, "2.0.0", "x".repeat(500)).encode()).hasSize(512);
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.of(250, "2.0.0", "x".repeat(501)));
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpReply.plain(250, "\u00fc".repeat(254)));
    }

    @Test
    @Requirement("SEC-07")
    void leavesTheDataOfAChallengeOutOfItsText_SEC07() {
        SmtpReply challenge = SmtpReply.challenge(new byte[] {1, 2, 3});

        assertThat(challenge).hasToString("334 ***");
        assertThat(SmtpReply.of(235, "2.7.0", "OK")).hasToString("235 2.7.0 OK");
        assertThat(SmtpReply.plain(250, "a", "b")).hasToString("250-a / 250 b");
    }

    @Test
    void says421IsTheLast() {
        assertThat(SmtpReply.of(421, "4.7.0", "Bye").isClosing()).isTrue();
        assertThat(SmtpReply.of(454, "4.7.0", "Later").isClosing()).isFalse();
    }

    @Test
    void keepsItsTextToItself() {
        List<String> text = new java.util.ArrayList<>(List.of("a"));
        SmtpReply reply = new SmtpReply(250, null, text);
        text.add("b");

        assertThat(reply.text()).containsExactly("a");
    }
}
