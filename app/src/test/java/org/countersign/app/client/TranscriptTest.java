package org.countersign.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.smtp.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {
    private static final SmtpReply CHALLENGE = SmtpReply.plain(334, "VXNlcm5hbWU6");

    private final List<String> lines = new ArrayList<>();
    private final Transcript transcript = new Transcript(lines::add);

    @ParameterizedTest
    @CsvSource({
        "AUTH PLAIN AHRpbQB0YW5zdGFhZg==, C: AUTH PLAIN ***",
        "auth plain AHRpbQB0YW5zdGFhZg==, C: auth plain ***",
        "AUTH PLAIN one two, C: AUTH PLAIN ***",
        "AUTH EXTERNAL =, C: AUTH EXTERNAL ***",
        "AUTH  AHRpbQB0YW5zdGFhZg==, C: AUTH  ***",
        "AUTH LOGIN, C: AUTH LOGIN",
        "AUTH, C: AUTH"
    })
    @Requirement("SEC-07")
    void masksTheInitialResponse_SEC07(String line, String shown) {
        sent(line);

        assertThat(lines).containsExactly(shown);
    }

    @Test
    @Requirement("SEC-07")
    void masksChallengesAndResponses_SEC07() {
        sent("AUTH LOGIN");
        transcript.received(CHALLENGE);
        sent("dGlt");
        transcript.received(CHALLENGE);
        sent("EHLO client.example.org"); // while a response is expected, whatever comes is one
        transcript.received(SmtpReply.of(235, "2.7.0", "Authentication successful"));
        sent("MAIL FROM:<tim@example.org> AUTH=tim@example.org");

        assertThat(lines)
                .containsExactly(
                        "C: AUTH LOGIN",
                        "S: 334 ***",
                        "C: ***",
                        "S: 334 ***",
                        "C: ***",
                        "S: 235 2.7.0 Authentication successful",
                        "C: MAIL FROM:<tim@example.org> AUTH=tim@example.org");
    }

    @Test
    void showsEmptyMessagesAndACancelAsTheyAre() {
        transcript.received(SmtpReply.plain(334, ""));
        sent("");
        transcript.received(CHALLENGE);
        sent("*");

        assertThat(lines).containsExactly("S: 334 ", "C: ", "S: 334 ***", "C: *");
    }

    @Test
    void showsEachLineOfAReply() {
        transcript.received(SmtpReply.plain(250, "mail.example.org", "AUTH PLAIN"));

        assertThat(lines).containsExactly("S: 250-mail.example.org", "S: 250 AUTH PLAIN");
    }

    private void sent(String line) {
        transcript.sent((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
