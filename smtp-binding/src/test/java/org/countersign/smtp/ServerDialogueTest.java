package org.countersign.smtp;

import java.util.stream.Stream;
import org.countersign.dialogues.Dialogue;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each dialogue with a server: at once, octet by octet, and with a directory that answers later. */
class ServerDialogueTest {

    @Test
    @Requirement({"SMTP-01", "SMTP-02", "SMTP-05"})
    void sampleOfPlainOverTls_SMTP05() throws Exception {
        ServerDialogue.play("rfc4954-plain-over-tls");
    }

    @Test
    @Requirement({"SMTP-15", "SASL-06"})
    void sampleOfPlainWithoutInitialResponse_SMTP15() throws Exception {
        ServerDialogue.play("rfc4954-plain-without-initial-response");
    }

    @Test
    @Requirement({"SMTP-07", "SMTP-22"})
    void sampleOfCramMd5_SMTP07() throws Exception {
        ServerDialogue.play("rfc4954-cram-md5");
    }

    @Test
    @Requirement({"EXT-02", "EXT-04"})
    void sampleOfExternal_EXT02() throws Exception {
        ServerDialogue.play("rfc4954-external");
    }

    @Test
    @Requirement({"SMTP-17", "SASL-10"})
    void cancelsAtEveryStep_SMTP17() throws Exception {
        ServerDialogue.play("cancel-at-every-step");
    }

    @Test
    @Requirement({"SASL-08", "SMTP-22"})
    void sendsSuccessDataAsAChallenge_SASL08() throws Exception {
        ServerDialogue.play("success-data-is-a-challenge");
    }

    @Test
    @Requirement({"SASL-12", "SMTP-21"})
    void sendsErrorDataOnlyBeforeTheRefusal_SASL12() throws Exception {
        ServerDialogue.play("error-data-before-the-refusal");
    }

    @Test
    @Requirement({"SMTP-32", "ESMTP-02"})
    void executesWhatFollowsPlainBehindItsReply_SMTP32() throws Exception {
        ServerDialogue.play("pipelined-plain");
    }

    @Test
    @Requirement("SMTP-32")
    void takesTheNextLineForAResponseWhateverItLooksLike_SMTP32() throws Exception {
        ServerDialogue.play("pipelined-login");
    }

    @Test
    @Requirement({"SMTP-10", "SASL-01"})
    void acceptsAnyCaseAndMoreBlanks_SMTP10() throws Exception {
        ServerDialogue.play("spelling");
    }

    @Test
    @Requirement("SMTP-10")
    void refusesMissingAndAdditionalArguments_SMTP10() throws Exception {
        ServerDialogue.play("arguments");
    }

    @Test
    @Requirement({"SMTP-20", "SMTP-03", "SMTP-04"})
    void refusesUnknownAndUnavailableMechanismsAlike_SMTP20() throws Exception {
        ServerDialogue.play("unknown-mechanism");
    }

    @Test
    @Requirement({"SMTP-09", "SMTP-18"})
    void refusesWhatIsNotBase64_SMTP18() throws Exception {
        ServerDialogue.play("base64");
    }

    @Test
    @Requirement({"SMTP-11", "SASL-04"})
    void tellsEmptyFromAbsent_SMTP11() throws Exception {
        ServerDialogue.play("empty-messages");
    }

    @Test
    @Requirement({"SMTP-19", "SASL-07", "LOGIN-03"})
    void refusesAnInitialResponseWhereTheServerSpeaksFirst_SMTP19() throws Exception {
        ServerDialogue.play("initial-response-of-server-first");
    }

    @Test
    @Requirement({"SMTP-23", "SASL-23"})
    void refusesASecondAuth_SMTP23() throws Exception {
        ServerDialogue.play("second-auth");
    }

    @Test
    @Requirement("SMTP-24")
    void refusesAuthInATransaction_SMTP24() throws Exception {
        ServerDialogue.play("auth-in-a-transaction");
    }

    @Test
    @Requirement("SMTP-25")
    void refusesAuthBeforeEhlo_SMTP25() throws Exception {
        ServerDialogue.play("auth-before-ehlo");
    }

    @Test
    @Requirement("SUB-01")
    void requiresAuthentication_SUB01() throws Exception {
        ServerDialogue.play("authentication-required");
    }

    @Test
    @Requirement({"SMTP-13", "SMTP-14"})
    void endsTheExchangeWhenALineIsTooLong_SMTP14() throws Exception {
        ServerDialogue.play("line-limit");
    }

    @Test
    void refusesBareLineEnds() throws Exception {
        ServerDialogue.play("bare-line-ends");
    }

    @Test
    @Requirement("SMTP-34")
    void closesAfterTooManyFailures_SMTP34() throws Exception {
        ServerDialogue.play("too-many-failures");
    }

    @Test
    @Requirement({"TLS-01", "TLS-03", "TLS-04"})
    void startsTlsOnceAndForgets_TLS03() throws Exception {
        ServerDialogue.play("starttls");
    }

    @Test
    @Requirement("TLS-04")
    void refusesStartTlsAfterAuth_TLS04() throws Exception {
        ServerDialogue.play("starttls-after-auth");
    }

    @Test
    @Requirement({"MA-01", "MA-04", "MA-08"})
    void readsTheAuthParameterOfMail_MA04() throws Exception {
        ServerDialogue.play("mail-auth");
    }

    @Test
    @Requirement({"SMTP-06", "MA-05"})
    void knowsTheAuthParameterWhereAuthIsOffered_MA05() throws Exception {
        ServerDialogue.play("mail-auth-not-offered");
    }

    @Test
    @Requirement({"TLS-01", "TLS-03"})
    void sampleOfStartTls_TLS03() throws Exception {
        ServerDialogue.play("rfc3207-starttls");
    }

    @Test
    @Requirement({"MA-01", "MA-05"})
    void sampleOfTheAuthParameter_MA01() throws Exception {
        ServerDialogue.play("rfc4954-mail-auth");
    }

    @Test
    @Requirement({"TLS-02", "TLS-06", "ESMTP-03"})
    void startsNoTlsWhereSomethingFollowsTheCommand_TLS06() throws Exception {
        ServerDialogue.play("pipelined-starttls");
    }

    @Test
    @Requirement({"SMTP-32", "ESMTP-02"})
    void answersEverythingToAClientThatHasClosedItsSide_SMTP32() throws Exception {
        ServerDialogue.play("half-close");
    }

    @Test
    @Requirement("SASL-10")
    void answersNothingInPlaceOfAResponseThatNeverComes_SASL10() throws Exception {
        ServerDialogue.play("half-close-in-an-exchange");
    }

    @Test
    @Requirement("SMTP-24")
    void takesAuthInAMessageForText_SMTP24() throws Exception {
        ServerDialogue.play("auth-in-data");
    }

    @Test
    @Requirement("SMTP-24")
    void permitsAuthAgainBehindAMessage_SMTP24() throws Exception {
        ServerDialogue.play("auth-after-a-message");
    }

    @Test
    @Requirement({"SUB-02", "SUB-03"})
    void relaysOnlyForAuthenticatedClients_SUB02() throws Exception {
        ServerDialogue.play("relaying");
    }

    @Test
    @Requirement({"SMTP-08", "SMTP-09"})
    void refusesOctetsAbove127_SMTP09() throws Exception {
        ServerDialogue.play("eight-bit");
    }

    @Test
    @Requirement({"SMTP-11", "LOGIN-08"})
    void takesAnEmptyLineForAnEmptyResponse_SMTP11() throws Exception {
        ServerDialogue.play("empty-line");
    }

    /** Those with a test of their own, and those that have none yet. */
    @TestFactory
    Stream<DynamicTest> playsEveryDialogue() {
        return Dialogue.all("server").stream()
                .map(dialogue -> DynamicTest.dynamicTest(dialogue.name(), () -> ServerDialogue.play(dialogue)));
    }
}
