package org.countersign.smtp;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;

/** Each dialogue in {@code server/}: at once, octet by octet, and with a directory that answers later. */
class ServerDialogueTest {

    @Test
    @Requirement({"SMTP-01", "SMTP-02", "SMTP-05"})
    void sampleOfPlainOverTls_SMTP05() throws Exception {
        ServerDialogue.play("server/rfc4954-plain-over-tls.txt");
    }

    @Test
    @Requirement({"SMTP-15", "SASL-06"})
    void sampleOfPlainWithoutInitialResponse_SMTP15() throws Exception {
        ServerDialogue.play("server/rfc4954-plain-without-initial-response.txt");
    }

    @Test
    @Requirement({"SMTP-07", "SMTP-22"})
    void sampleOfCramMd5_SMTP07() throws Exception {
        ServerDialogue.play("server/rfc4954-cram-md5.txt");
    }

    @Test
    @Requirement({"EXT-02", "EXT-04"})
    void sampleOfExternal_EXT02() throws Exception {
        ServerDialogue.play("server/rfc4954-external.txt");
    }

    @Test
    @Requirement({"SMTP-17", "SASL-10"})
    void cancelsAtEveryStep_SMTP17() throws Exception {
        ServerDialogue.play("server/cancel-at-every-step.txt");
    }

    @Test
    @Requirement({"SASL-08", "SMTP-22"})
    void sendsSuccessDataAsAChallenge_SASL08() throws Exception {
        ServerDialogue.play("server/success-data-is-a-challenge.txt");
    }

    @Test
    @Requirement({"SASL-12", "SMTP-21"})
    void sendsErrorDataOnlyBeforeTheRefusal_SASL12() throws Exception {
        ServerDialogue.play("server/error-data-before-the-refusal.txt");
    }

    @Test
    @Requirement({"SMTP-32", "ESMTP-02"})
    void executesWhatFollowsPlainBehindItsReply_SMTP32() throws Exception {
        ServerDialogue.play("server/pipelined-plain.txt");
    }

    @Test
    @Requirement("SMTP-32")
    void takesTheNextLineForAResponseWhateverItLooksLike_SMTP32() throws Exception {
        ServerDialogue.play("server/pipelined-login.txt");
    }

    @Test
    @Requirement({"SMTP-10", "SASL-01"})
    void acceptsAnyCaseAndMoreBlanks_SMTP10() throws Exception {
        ServerDialogue.play("server/spelling.txt");
    }

    @Test
    @Requirement("SMTP-10")
    void refusesMissingAndAdditionalArguments_SMTP10() throws Exception {
        ServerDialogue.play("server/arguments.txt");
    }

    @Test
    @Requirement({"SMTP-20", "SMTP-03", "SMTP-04"})
    void refusesUnknownAndUnavailableMechanismsAlike_SMTP20() throws Exception {
        ServerDialogue.play("server/unknown-mechanism.txt");
    }

    @Test
    @Requirement({"SMTP-09", "SMTP-18"})
    void refusesWhatIsNotBase64_SMTP18() throws Exception {
        ServerDialogue.play("server/base64.txt");
    }

    @Test
    @Requirement({"SMTP-11", "SASL-04"})
    void tellsEmptyFromAbsent_SMTP11() throws Exception {
        ServerDialogue.play("server/empty-messages.txt");
    }

    @Test
    @Requirement({"SMTP-19", "SASL-07", "LOGIN-03"})
    void refusesAnInitialResponseWhereTheServerSpeaksFirst_SMTP19() throws Exception {
        ServerDialogue.play("server/initial-response-of-server-first.txt");
    }

    @Test
    @Requirement({"SMTP-23", "SASL-23"})
    void refusesASecondAuth_SMTP23() throws Exception {
        ServerDialogue.play("server/second-auth.txt");
    }

    @Test
    @Requirement("SMTP-24")
    void refusesAuthInATransaction_SMTP24() throws Exception {
        ServerDialogue.play("server/auth-in-a-transaction.txt");
    }

    @Test
    @Requirement("SMTP-25")
    void refusesAuthBeforeEhlo_SMTP25() throws Exception {
        ServerDialogue.play("server/auth-before-ehlo.txt");
    }

    @Test
    @Requirement("SUB-01")
    void requiresAuthentication_SUB01() throws Exception {
        ServerDialogue.play("server/authentication-required.txt");
    }

    @Test
    @Requirement({"SMTP-13", "SMTP-14"})
    void endsTheExchangeWhenALineIsTooLong_SMTP14() throws Exception {
        ServerDialogue.play("server/line-limit.txt");
    }

    @Test
    void refusesBareLineEnds() throws Exception {
        ServerDialogue.play("server/bare-line-ends.txt");
    }

    @Test
    @Requirement("SMTP-34")
    void closesAfterTooManyFailures_SMTP34() throws Exception {
        ServerDialogue.play("server/too-many-failures.txt");
    }

    @Test
    @Requirement({"TLS-01", "TLS-03", "TLS-04"})
    void startsTlsOnceAndForgets_TLS03() throws Exception {
        ServerDialogue.play("server/starttls.txt");
    }

    @Test
    @Requirement("TLS-04")
    void refusesStartTlsAfterAuth_TLS04() throws Exception {
        ServerDialogue.play("server/starttls-after-auth.txt");
    }

    @Test
    @Requirement({"MA-01", "MA-04", "MA-08"})
    void readsTheAuthParameterOfMail_MA04() throws Exception {
        ServerDialogue.play("server/mail-auth.txt");
    }

    @Test
    @Requirement({"SMTP-06", "MA-05"})
    void knowsTheAuthParameterWhereAuthIsOffered_MA05() throws Exception {
        ServerDialogue.play("server/mail-auth-not-offered.txt");
    }
}
