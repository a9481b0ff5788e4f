package org.countersign.sasl.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class LoginServerTest {
    /** LOGIN needs nothing from its context. */
    private static final ServerContext NO_CONTEXT = null;

    private final LoginMechanism login = new LoginMechanism();

    @Test
    @Requirement({"LOGIN-01", "LOGIN-07"})
    void saysWhatItIs_LOGIN01() {
        MechanismInfo info = login.info();

        assertThat(info.name()).isEqualTo("LOGIN");
        assertThat(info.firstMover()).isEqualTo(FirstMover.EITHER);
        assertThat(info.traits()).containsExactly(Trait.PLAINTEXT_PASSWORD);
        assertThat(info.status()).isEqualTo(Status.LEGACY);
        assertThat(info.needs()).containsExactly(new Need.Passwords());
    }

    @Test
    @Requirement({"LOGIN-01", "LOGIN-02"})
    void asksForUserNameAndPasswordInMicrosoftsWords_LOGIN02() throws Exception {
        ServerStep first = login.start(NO_CONTEXT, null);
        ServerStep second = respond(first, "dGlt");
        ServerStep third = respond(second, "dGFuc3RhYWZ0YW5zdGFhZg==");

        assertThat(prompt(first)).isEqualTo("VXNlcm5hbWU6");
        assertThat(prompt(second)).isEqualTo("UGFzc3dvcmQ6");
        assertThat(question(third).user()).isEqualTo("tim");
        assertThat(question(third).password().octets()).isEqualTo("tanstaaftanstaaf".getBytes(UTF_8));
        assertThat(answer(third, true)).isEqualTo(ServerStep.success("tim"));
    }

    @Test
    @Requirement("LOGIN-03")
    void takesAnInitialResponseForTheUserName_LOGIN03() throws Exception {
        ServerStep first = login.start(NO_CONTEXT, "tim".getBytes(UTF_8));

        assertThat(prompt(first)).isEqualTo("UGFzc3dvcmQ6");
        assertThat(question(respond(first, "MTIzNA==")).user()).isEqualTo("tim");
    }

    @ParameterizedTest
    @CsvSource({
        "'', secret",
        "tim, ''",
        "'', ''",
        "'\u00ad', secret", // nothing is left of it
        "tim, '\u00ad'",
        "ti\u0007m, secret", // a control character
        "tim, sec\u0007ret"
    })
    @Requirement({"LOGIN-08", "PREP-05"})
    void rejectsWhatIsEmptyOrCanNotBePrepared_LOGIN08(String user, String password) throws Exception {
        ServerStep step = converse(user.getBytes(UTF_8), password.getBytes(UTF_8));

        assertThat(failure(step)).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\r", "\n", "\r\n"})
    @Requirement("LOGIN-06")
    void rejectsLineEndsAndNulInAPassword_LOGIN06(String end) throws Exception {
        ServerStep step = converse("tim".getBytes(UTF_8), ("secret" + end).getBytes(UTF_8));

        assertThat(failure(step)).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("LOGIN-03")
    void failsForAnEmptyInitialResponse_LOGIN03() throws Exception {
        ServerStep step = respond(login.start(NO_CONTEXT, new byte[0]), "c2VjcmV0");

        assertThat(failure(step)).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("LOGIN-06")
    void refusesAUserNameThatIsNoText_LOGIN06() throws Exception {
        assertThat(failure(converse(new byte[] {(byte) 0xff}, new byte[] {'x'})))
                .isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement("LOGIN-06")
    void rejectsAPasswordThatIsNoText_LOGIN06() throws Exception {
        assertThat(failure(converse(new byte[] {'x'}, new byte[] {(byte) 0xff})))
                .isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0007", "nobody"})
    @Requirement({"LOGIN-08", "SEC-04"})
    void asksEverybodyForAPassword_LOGIN08(String user) throws Exception {
        ServerStep step =
                ((ServerStep.Challenge) login.start(NO_CONTEXT, null)).then().respond(user.getBytes(UTF_8));

        assertThat(prompt(step)).isEqualTo("UGFzc3dvcmQ6");
    }

    @Test
    @Requirement("PREP-02")
    void preparesUserNameAndPasswordAsQueries_PREP02() throws Exception {
        ServerStep step = converse("I\u00adX\u0221".getBytes(UTF_8), "\u2168\u0221".getBytes(UTF_8));

        assertThat(question(step).user()).isEqualTo("IX\u0221");
        assertThat(question(step).password().octets()).isEqualTo("IX\u0221".getBytes(UTF_8));
    }

    @Test
    void rejectsAWrongPassword() throws Exception {
        ServerStep step = converse("tim".getBytes(UTF_8), "wrong".getBytes(UTF_8));

        assertThat(failure(answer(step, false))).isEqualTo(FailureKind.REJECTED);
    }

    private ServerStep converse(byte[] user, byte[] password) throws Exception {
        ServerStep second =
                ((ServerStep.Challenge) login.start(NO_CONTEXT, null)).then().respond(user);
        return ((ServerStep.Challenge) second).then().respond(password);
    }

    private static ServerStep respond(ServerStep step, String base64) throws Exception {
        return ((ServerStep.Challenge) step).then().respond(Base64.getDecoder().decode(base64));
    }

    private static String prompt(ServerStep step) {
        return Base64.getEncoder().encodeToString(((ServerStep.Challenge) step).data());
    }

    private static CheckPassword question(ServerStep step) {
        return (CheckPassword) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to CheckPassword is a Boolean
    private static ServerStep answer(ServerStep step, boolean matches) throws Exception {
        assertThat(question(step)).isNotNull();
        return ((ServerStep.Ask<Boolean>) step).then().answered(matches);
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
