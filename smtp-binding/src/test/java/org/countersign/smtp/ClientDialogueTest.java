package org.countersign.smtp;

import java.util.stream.Stream;
import org.countersign.dialogues.Dialogue;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each dialogue with a client. */
class ClientDialogueTest {

    @Test
    @Requirement({"SMTP-07", "TLS-03"})
    void sampleOfPlainOverTls_SMTP07() {
        ClientDialogue.play("rfc4954-plain-over-tls");
    }

    @Test
    @Requirement({"SMTP-07", "CRAM-02"})
    void sampleOfCramMd5_CRAM02() {
        ClientDialogue.play("rfc4954-cram-md5");
    }

    @Test
    @Requirement({"SMTP-11", "EXT-02"})
    void sampleOfExternal_EXT02() {
        ClientDialogue.play("rfc4954-external");
    }

    @Test
    @Requirement({"SMTP-31", "SASL-12"})
    void tellsARefusalAndMayTryAgain_SMTP31() {
        ClientDialogue.play("refused");
    }

    @Test
    @Requirement({"SASL-08", "SMTP-11"})
    void answersSuccessDataWithAnEmptyLine_SASL08() {
        ClientDialogue.play("mutual");
    }

    @Test
    @Requirement("SASL-09")
    void believesSuccessOnlyWhenTheServerHasProvedItself_SASL09() {
        ClientDialogue.play("unbelievable-success");
    }

    @Test
    @Requirement({"SMTP-09", "SASL-10"})
    void cancelsOnABadChallenge_SMTP09() {
        ClientDialogue.play("bad-challenges");
    }

    @Test
    @Requirement({"SMTP-16", "LOGIN-05"})
    void toleratesPromptsForPeople_SMTP16() {
        ClientDialogue.play("prompts-of-login");
    }

    @Test
    @Requirement({"TLS-02", "TLS-03"})
    void sampleOfStartTls_TLS02() {
        ClientDialogue.play("rfc3207-starttls");
    }

    /** Those with a test of their own, and those that have none yet. */
    @TestFactory
    Stream<DynamicTest> playsEveryDialogue() {
        return Dialogue.all("client").stream()
                .map(dialogue -> DynamicTest.dynamicTest(dialogue.name(), () -> ClientDialogue.play(dialogue)));
    }
}
