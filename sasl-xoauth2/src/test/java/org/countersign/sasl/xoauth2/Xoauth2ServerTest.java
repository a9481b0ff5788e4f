package org.countersign.sasl.xoauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.TokenError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. A {@code ^} stands for %x01. */
class Xoauth2ServerTest {
    /** XOAUTH2 needs nothing from its context. */
    private static final ServerContext NO_CONTEXT = null;

    private final Xoauth2Mechanism xoauth2 = new Xoauth2Mechanism();

    @Test
    @Requirement({"XOA-07", "SASL-05"})
    void saysWhatItIs_XOA07() {
        MechanismInfo info = xoauth2.info();

        assertThat(info.name()).isEqualTo("XOAUTH2");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).containsExactly(Trait.BEARER_TOKEN);
        assertThat(info.needs()).containsExactly(new Need.Tokens());
    }

    @ParameterizedTest
    @CsvSource({
        // Google
        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==,"
                + "someuser@example.com, ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg",
        // Microsoft
        "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ==,"
                + "test@contoso.onmicrosoft.com, EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA",
        // MailKit
        "dXNlcj11c2VybmFtZQFhdXRoPUJlYXJlciBwYXNzd29yZAEB, username, password"
    })
    @Requirement({"XOA-01", "XOA-05"})
    void takesTheExamplesOfThePages_XOA01(String base64, String user, String token) throws Exception {
        ServerStep step = xoauth2.start(NO_CONTEXT, Base64.getDecoder().decode(base64));

        assertThat(question(step).user()).isEqualTo(user);
        assertThat(question(step).token().octets()).isEqualTo(token.getBytes(UTF_8));
        ServerStep.Success success = (ServerStep.Success) answer(step, new TokenVerdict.Valid("subject"));
        assertThat(success).isEqualTo(ServerStep.success("subject", user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth=bearer token^user=tim^^",
                "user=tim^auth=BEARER  token^^",
                "x=y^user=tim^host=h^auth=Bearer token^z=^^",
            })
    @Requirement("XOA-04")
    void takesFieldsInAnyOrderAndIgnoresOthers_XOA04(String message) {
        assertThat(question(start(message)).user()).isEqualTo("tim");
        assertThat(question(start(message)).token().octets()).isEqualTo("token".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^",
                "user=tim^^", // no token
                "auth=Bearer token^^", // no user
                "user=^auth=Bearer token^^", // an empty one
                "user=tim^auth=Bearer token^", // no end
                "user=tim^auth=Bearer token",
                "user=tim^auth=Bearer token^^^",
                "user=tim^user=tom^auth=Bearer token^^",
                "user=tim^auth=Basic dGltOnNlY3JldA==^^",
                "user=tim^auth=token^^",
                "user=ti\u0000m^auth=Bearer token^^",
                "n,a=tim,^auth=Bearer token^^", // OAUTHBEARER
                "user=tim%x01auth=Bearer token%x01%x01" // what the grammar says, and not what it means
            })
    @Requirement("XOA-04")
    void refusesWhatIsNoMessage_XOA04(String message) {
        assertThat(start(message))
                .isInstanceOfSatisfying(
                        ServerStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED));
    }

    @Test
    void refusesAUserNameThatIsNotUtf8() {
        byte[] message = "user=xim\u0001auth=Bearer token\u0001\u0001".getBytes(UTF_8);
        message[5] = (byte) 0xff;

        assertThat(xoauth2.start(NO_CONTEXT, message)).isInstanceOf(ServerStep.Failure.class);
    }

    @ParameterizedTest
    @CsvSource({"invalid_token, 401", "insufficient_scope, 403", "invalid_request, 400", "other, other"})
    @Requirement({"XOA-02", "XOA-08", "SASL-12"})
    void saysWhyBeforeItRefuses_XOA02(String code, String status) throws Exception {
        TokenError why = new TokenError(code, "https://mail.google.com/", "https://accounts.google.com/x");

        ServerStep.Challenge challenge =
                (ServerStep.Challenge) answer(start("user=tim^auth=Bearer token^^"), new TokenVerdict.Invalid(why));

        // as Google's page prints it
        assertThat(challenge.data())
                .asString(UTF_8)
                .isEqualTo("{\"status\":\"" + status
                        + "\",\"schemes\":\"bearer\",\"scope\":\"https://mail.google.com/\"}");
        assertThat(challenge.then().respond(new byte[0])).isEqualTo(ServerStep.rejected("token"));
    }

    @Test
    @Requirement("XOA-02")
    void leavesOutAScopeThatItDoesNotKnow_XOA02() throws Exception {
        ServerStep.Challenge challenge = (ServerStep.Challenge)
                answer(start("user=tim^auth=Bearer token^^"), new TokenVerdict.Invalid(TokenError.of("invalid_token")));

        assertThat(challenge.data()).asString(UTF_8).isEqualTo("{\"status\":\"401\",\"schemes\":\"bearer\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "*", "user=tim\u0001auth=Bearer token\u0001\u0001"})
    @Requirement("XOA-02")
    void refusesWhateverComesAfterTheError_XOA02(String dummy) throws Exception {
        ServerStep.Challenge challenge = (ServerStep.Challenge)
                answer(start("user=tim^auth=Bearer token^^"), new TokenVerdict.Invalid(TokenError.of("invalid_token")));

        assertThat(challenge.then().respond(dummy.getBytes(UTF_8))).isEqualTo(ServerStep.rejected("token"));
    }

    @Test
    void letsNobodyInWithoutAToken() throws Exception {
        ServerStep step = start("user=tim^auth=^^");

        assertThat(question(step).token().octets()).isEmpty();
        ServerStep.Challenge challenge = (ServerStep.Challenge) answer(step, new TokenVerdict.Valid("tim"));
        assertThat(challenge.data()).asString(UTF_8).contains("401");
    }

    @Test
    @Requirement("XOA-06")
    void hasRoomForATokenOf8KiB_XOA06() {
        String token = "t".repeat(8192);
        String message = "user=" + "u".repeat(255) + "^auth=Bearer " + token + "^^";

        assertThat(xoauth2.info().maxMessage()).isGreaterThanOrEqualTo(message.length());
        assertThat(question(start(message)).token().octets()).hasSize(8192);
    }

    private ServerStep start(String message) {
        return xoauth2.start(NO_CONTEXT, message.replace('^', '\u0001').getBytes(UTF_8));
    }

    private static CheckToken question(ServerStep step) {
        return (CheckToken) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to CheckToken is a TokenVerdict
    private static ServerStep answer(ServerStep step, TokenVerdict verdict) throws Exception {
        assertThat(question(step)).isNotNull();
        return ((ServerStep.Ask<TokenVerdict>) step).then().answered(verdict);
    }
}
