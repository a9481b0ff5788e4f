package org.countersign.smtp;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;

/** Each dialogue in {@code client/}. */
class ClientDialogueTest {

    @Test
    @Requirement({"SMTP-07", "TLS-03"})
    void sampleOfPlainOverTls_SMTP07() throws Exception {
        ClientDialogue.play("client/rfc4954-plain-over-tls.txt");
    }

    @Test
    @Requirement({"SMTP-07", "CRAM-02"})
    void sampleOfCramMd5_CRAM02() throws Exception {
        ClientDialogue.play("client/rfc4954-cram-md5.txt");
    }

    @Test
    @Requirement({"SMTP-11", "EXT-02"})
    void sampleOfExternal_EXT02() throws Exception {
        ClientDialogue.play("client/rfc4954-external.txt");
    }

    @Test
    @Requirement({"SMTP-31", "SASL-12"})
    void tellsARefusalAndMayTryAgain_SMTP31() throws Exception {
        ClientDialogue.play("client/refused.txt");
    }

    @Test
    @Requirement({"SASL-08", "SMTP-11"})
    void answersSuccessDataWithAnEmptyLine_SASL08() throws Exception {
        ClientDialogue.play("client/mutual.txt");
    }

    @Test
    @Requirement("SASL-09")
    void believesSuccessOnlyWhenTheServerHasProvedItself_SASL09() throws Exception {
        ClientDialogue.play("client/unbelievable-success.txt");
    }

    @Test
    @Requirement({"SMTP-09", "SASL-10"})
    void cancelsOnABadChallenge_SMTP09() throws Exception {
        ClientDialogue.play("client/bad-challenges.txt");
    }

    @Test
    @Requirement({"SMTP-16", "LOGIN-05"})
    void toleratesPromptsForPeople_SMTP16() throws Exception {
        ClientDialogue.play("client/prompts-of-login.txt");
    }
}
