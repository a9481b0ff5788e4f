package org.countersign.sasl.crammd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class CramMd5ServerTest {
    private static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
    private static final String DIGEST = "b913a602c7eda7a495b4e6e7334d3890";
    private static final String SECRET = "tanstaaftanstaaf";

    @Test
    @Requirement({"CRAM-01", "CRAM-08", "CRAM-09"})
    void saysWhatItIs_CRAM01() {
        MechanismInfo info = new CramMd5Mechanism().info();

        assertThat(info.name()).isEqualTo("CRAM-MD5");
        assertThat(info.firstMover()).isEqualTo(FirstMover.SERVER);
        assertThat(info.traits()).containsExactly(Trait.DICTIONARY_ATTACKABLE);
        assertThat(info.status()).isEqualTo(Status.LEGACY);
        assertThat(info.needs()).containsExactly(new Need.Verifier(new CramMd5Kind()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tim | tanstaaftanstaaf | <1896.697170952@postoffice.reston.mci.net> | b913a602c7eda7a495b4e6e7334d3890",
                "joe | tanstaaftanstaaf | <1896.697170952@postoffice.example.net> | 3dbc88f0624776a737b39093f6eb6427",
                "Ali Baba | Open, Sesame | <68451038525716401353.0@localhost> | 6fa32b6e768f073132588e3418e00f71",
                "Aladdin\u00ae | Open, Sesame | <92230559549732219941.0@localhost> | 9950ea407844a71e2f0cd3284cbd912d",
                "joe | tanstaaftanstaaf | <2262304172.6455022@gw2.gestalt.entity.net> | 2aa383bf320a941d8209a7001ef6aeb6",
                "rjs3 | 1234 | <4192942341.12828472@sourcefour.andrew.cmu.edu> | ec3a59fed395aba1ec6367c4f4b41ac0"
            })
    @Requirement({"CRAM-02", "CRAM-05"})
    void takesTheExamplesOfTheRfcs_CRAM02(String user, String secret, String challenge, String digest)
            throws Exception {
        ServerStep step = respond(challenge, (user + " " + digest).getBytes(UTF_8));

        assertThat(question(step).user()).isEqualTo(user);
        assertThat(question(step).realm()).isEmpty();
        assertThat(answer(step, secret)).isEqualTo(ServerStep.success(user));
    }

    @ParameterizedTest
    @CsvSource({
        "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+,"
                + " dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw, tanstaaftanstaaf",
        "PDQxOTI5NDIzNDEuMTI4Mjg0NzJAc291cmNlZm91ci5hbmRyZXcuY211LmVkdT4=,"
                + " cmpzMyBlYzNhNTlmZWQzOTVhYmExZWM2MzY3YzRmNGI0MWFjMA==, 1234"
    })
    @Requirement("CRAM-02")
    void takesTheExamplesOfTheRfcsFromTheWire_CRAM02(String challenge, String response, String secret)
            throws Exception {
        ServerStep step = CramMd5Mechanism.challenge(decode(challenge));

        assertThat(((ServerStep.Challenge) step).data()).isEqualTo(decode(challenge));
        assertThat(answer(((ServerStep.Challenge) step).then().respond(decode(response)), secret))
                .isInstanceOf(ServerStep.Success.class);
    }

    @Test
    @Requirement("CRAM-09")
    void rejectsAWrongDigest_CRAM09() throws Exception {
        ServerStep step = respond(CHALLENGE, ("tim " + DIGEST).getBytes(UTF_8));

        assertThat(failure(answer(step, "tanstaaftanstaag"))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement({"CRAM-10", "SEC-09"})
    void rejectsTheAnswerToAnotherChallenge_CRAM10() throws Exception {
        ServerStep step = respond("<1896.697170953@postoffice.reston.mci.net>", ("tim " + DIGEST).getBytes(UTF_8));

        assertThat(failure(answer(step, SECRET))).isEqualTo(FailureKind.REJECTED);
    }

    static Stream<String> noResponses() {
        return Stream.of(
                "",
                " ",
                "tim",
                "tim ",
                DIGEST,
                " " + DIGEST, // no user
                "tim" + DIGEST, // no space
                "tim\t" + DIGEST,
                "tim\0" + DIGEST,
                "tim " + DIGEST.substring(1), // 31 digits
                "tim 0" + DIGEST, // 33 digits
                "tim " + DIGEST + " ", // trailing garbage
                "tim " + DIGEST + "\r\n",
                "tim " + DIGEST + "\0",
                "tim " + DIGEST.substring(0, 16) + " " + DIGEST.substring(17),
                "tim g" + DIGEST.substring(1),
                "tim " + DIGEST.substring(0, 31) + "\u00e9");
    }

    @ParameterizedTest
    @MethodSource("noResponses")
    @Requirement("CRAM-04")
    void refusesWhatIsNoResponse_CRAM04(String response) throws Exception {
        assertThat(failure(respond(CHALLENGE, response.getBytes(UTF_8)))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement("CRAM-04")
    void rejectsAnUppercaseDigest_CRAM04() throws Exception {
        byte[] response = "tim B913A602C7EDA7A495B4E6E7334D3890".getBytes(UTF_8);

        assertThat(failure(respond(CHALLENGE, response))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tim ", " tim", "t i m", "b913a602c7eda7a495b4e6e7334d3890 tim"})
    @Requirement("CRAM-04")
    void splitsAtTheRightMostSpace_CRAM04(String user) throws Exception {
        ServerStep step = respond(CHALLENGE, (user + " " + DIGEST).getBytes(UTF_8));

        assertThat(question(step).user()).isEqualTo(user);
        assertThat(answer(step, SECRET)).isEqualTo(ServerStep.success(user));
    }

    @Test
    @Requirement("CRAM-04")
    void refusesAUserNameThatIsNoText_CRAM04() throws Exception {
        byte[] response = ("tim " + DIGEST).getBytes(UTF_8);
        response[0] = (byte) 0xff;

        assertThat(failure(respond(CHALLENGE, response))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"CRAM-06", "PREP-02"})
    void preparesTheUserNameAsAQuery_CRAM06() throws Exception {
        ServerStep step = respond(CHALLENGE, ("Al\u00aadd\u00adin\u00ae\u0221 " + DIGEST).getBytes(UTF_8));

        assertThat(question(step).user()).isEqualTo("Aladdin\u00ae\u0221");
        assertThat(answer(step, SECRET)).isEqualTo(ServerStep.success("Aladdin\u00ae\u0221"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ad", "ti\0m", "tim\r\n", "\u06271"})
    @Requirement({"CRAM-06", "PREP-05"})
    void rejectsAUserNameThatCanNotBePrepared_CRAM06(String user) throws Exception {
        assertThat(failure(respond(CHALLENGE, (user + " " + DIGEST).getBytes(UTF_8))))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("CRAM-08")
    void hasNoAuthorizationIdentityNoLayerAndNoSuccessData_CRAM08() throws Exception {
        ServerStep.Success success =
                (ServerStep.Success) answer(respond(CHALLENGE, ("tim " + DIGEST).getBytes(UTF_8)), SECRET);

        assertThat(success.authorizationId()).isNull();
        assertThat(success.finalData()).isNull();
        assertThat(success.layer()).isNull();
    }

    @Test
    @Requirement("SEC-01")
    void isNotAvailableWhereTheRuntimeHasNoMd5_SEC01() {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org").build();
        List<Provider> all = List.of(Security.getProviders());
        Stream.of(Security.getProviders("MessageDigest.MD5")).forEach(with -> Security.removeProvider(with.getName()));
        try {
            assertThat(new CramMd5Mechanism().available(facts)).isFalse();
        } finally {
            for (int i = 0; i < all.size(); i++) {
                Security.insertProviderAt(all.get(i), i + 1);
            }
        }
        assertThat(new CramMd5Mechanism().available(facts)).isTrue();
    }

    private static ServerStep respond(String challenge, byte[] response) throws Exception {
        ServerStep step = CramMd5Mechanism.challenge(challenge.getBytes(UTF_8));
        return ((ServerStep.Challenge) step).then().respond(response);
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static FindVerifier<?> question(ServerStep step) {
        return (FindVerifier<?>) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to a question for the kind CRAM-MD5 is a key
    private static ServerStep answer(ServerStep step, String secret) throws Exception {
        assertThat(question(step).kind()).isEqualTo(new CramMd5Kind());
        return ((ServerStep.Ask<HmacMd5Key>) step).then().answered(HmacMd5Key.of(secret.getBytes(UTF_8)));
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
