package org.countersign.sasl.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class PlainServerTest {
    /** PLAIN needs nothing from its context. */
    private static final ServerContext NO_CONTEXT = null;

    private final PlainMechanism plain = new PlainMechanism();

    @Test
    @Requirement({"PLAIN-08", "SASL-05"})
    void saysWhatItIs_PLAIN08() {
        MechanismInfo info = plain.info();

        assertThat(info.name()).isEqualTo("PLAIN");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).containsExactly(Trait.PLAINTEXT_PASSWORD);
        assertThat(info.needs()).containsExactly(new Need.Passwords());
    }

    @ParameterizedTest
    @CsvSource({
        "AHRpbQB0YW5zdGFhZnRhbnN0YWFm, '', tim, tanstaaftanstaaf",
        "VXJzZWwAS3VydAB4aXBqM3BsbXE=, Ursel, Kurt, xipj3plmq",
        "dGVzdAB0ZXN0ADEyMzQ=, test, test, 1234"
    })
    @Requirement({"PLAIN-01", "PLAIN-10"})
    void takesTheExamplesOfTheRfcs_PLAIN01(String base64, String authzid, String authcid, String passwd) {
        ServerStep step = start(Base64.getDecoder().decode(base64));

        assertThat(question(step).user()).isEqualTo(authcid);
        assertThat(question(step).password().octets()).isEqualTo(passwd.getBytes(UTF_8));
        assertThat(success(step)).isEqualTo(ServerStep.success(authcid, authzid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "dGlt", // no NUL
                "AHRpbQ==", // one NUL
                "AHRpbQBhAGI=", // three NULs
                "AAAA", // three NULs and nothing else
                "AABzZWNyZXQ=", // no authcid
                "AHRpbQA=", // no passwd
                "AHT/bQB4", // authcid: an octet that UTF-8 never has
                "AHRpbQD/", // passwd: an octet that UTF-8 never has
                "AMCvAHg=", // authcid: overlong
                "AO2ggAB4", // authcid: a surrogate
                "APSQgIAAeA==", // authcid: above U+10FFFF
                "/wB0aW0AeA==" // authzid: an octet that UTF-8 never has
            })
    @Requirement("PLAIN-03")
    void refusesWhatIsNoMessage_PLAIN03(String base64) {
        assertThat(failure(start(Base64.getDecoder().decode(base64)))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement("PLAIN-02")
    void takesFieldsOf255Octets_PLAIN02() {
        ServerStep step = start("z".repeat(255) + "\0" + "c".repeat(255) + "\0" + "p".repeat(255));

        assertThat(question(step).user()).hasSize(255);
        assertThat(question(step).password().octets()).hasSize(255);
        assertThat(success(step).authorizationId()).hasSize(255);
    }

    @Test
    @Requirement("PLAIN-02")
    void hasRoomForATokenAsPassword_PLAIN02() {
        assertThat(plain.info().maxMessage()).isGreaterThanOrEqualTo(255 + 1 + 255 + 1 + 1024);
    }

    @Test
    @Requirement("PLAIN-05")
    void preparesUserNameAndPasswordAsQueries_PLAIN05() {
        // U+00AD goes, U+2168 is nine in roman letters, and Unicode 3.2 had not assigned U+0221
        ServerStep step = start("\0I\u00adX\u0221\0\u2168\u0221");

        assertThat(question(step).user()).isEqualTo("IX\u0221");
        assertThat(question(step).password().octets()).isEqualTo("IX\u0221".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\u00ad\0secret", // nothing is left of the user name
                "\0tim\0\u00ad", // nor of the password
                "\0ti\u0007m\0secret", // a control character
                "\0tim\0sec\u0007ret",
                "\0tim\r\n\0secret",
                "\0tim\0secret\r\n",
                "\0\u06271\0secret", // from right to left and back
            })
    @Requirement({"PLAIN-04", "PLAIN-06", "PREP-05"})
    void rejectsWhatCanNotBePrepared_PLAIN06(String message) {
        assertThat(failure(start(message))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("PLAIN-07")
    void provesThePreparedNameAndPassesTheAuthorizationIdentityOnAsItCame_PLAIN07() {
        ServerStep.Success success = success(start("\u2168\0\u2168\0secret"));

        assertThat(success.identity()).isEqualTo(new ProvedIdentity.Named("IX"));
        assertThat(success.authorizationId()).isEqualTo("\u2168");
    }

    @Test
    @Requirement({"PLAIN-07", "SASL-14"})
    void leavesAnAbsentAuthorizationIdentityEmpty_PLAIN07() {
        assertThat(success(start("\0tim\0secret")).authorizationId()).isEmpty();
    }

    @Test
    @Requirement("PLAIN-08")
    void hasNoSuccessDataAndNoLayer_PLAIN08() {
        ServerStep.Success success = success(start("\0tim\0secret"));

        assertThat(success.finalData()).isNull();
        assertThat(success.layer()).isNull();
        assertThat(success.boundTo()).isNull();
    }

    @Test
    void rejectsAWrongPassword() throws Exception {
        assertThat(failure(answer(start("\0tim\0wrong"), false))).isEqualTo(FailureKind.REJECTED);
    }

    private ServerStep start(String message) {
        return start(message.getBytes(UTF_8));
    }

    private ServerStep start(byte[] message) {
        return plain.start(NO_CONTEXT, message);
    }

    private static CheckPassword question(ServerStep step) {
        return (CheckPassword) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to CheckPassword is a Boolean
    private static ServerStep answer(ServerStep step, boolean matches) throws Exception {
        assertThat(question(step)).isNotNull();
        return ((ServerStep.Ask<Boolean>) step).then().answered(matches);
    }

    private static ServerStep.Success success(ServerStep step) {
        try {
            return (ServerStep.Success) answer(step, true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
