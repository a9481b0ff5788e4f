package org.countersign.sasl.ntlm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NTLMv1 and LM: where a policy names them, and nowhere else. */
class OlderFormsTest {
    private static final NtlmPolicy ALL =
            NtlmPolicy.builder().alsoAccept(NtlmVersion.NTLM_V1, NtlmVersion.LM).build();
    private static final byte[] NONE = {};

    private final NtHash hash = Vectors.hash(Vectors.PASSWORD);
    private final LmHash lmHash = LmHash.ofPassword(Vectors.PASSWORD.getBytes(US_ASCII));

    @ParameterizedTest
    @ValueSource(strings = {Vectors.V1_AUTHENTICATE, Vectors.V1_SESSION_AUTHENTICATE, Vectors.V2_AUTHENTICATE})
    @Requirement({"NTLM-11", "NTLM-12"})
    void takesTheAnswersOfTheSpecification_NTLM12(String octets) throws Exception {
        ServerStep step = respond(ALL, hex(octets));

        assertThat(answer(step, hash)).isEqualTo(ServerStep.success("User"));
        assertThat(answer(step, Vectors.hash("password"))).isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Vectors.V1_AUTHENTICATE, Vectors.V1_SESSION_AUTHENTICATE})
    @Requirement({"NTLM-12", "NTLM-30"})
    void refusesThemOtherwise_NTLM30(String octets) throws Exception {
        assertThat(respond(NtlmPolicy.safe(), hex(octets))).isEqualTo(ServerStep.rejected("older form of NTLM"));
        NtlmPolicy lmOnly = NtlmPolicy.builder().alsoAccept(NtlmVersion.LM).build();
        assertThat(respond(lmOnly, hex(octets))).isEqualTo(ServerStep.rejected("older form of NTLM"));
    }

    /** Test 921 of curl: nobody has negotiated extended session security. */
    @Test
    @Requirement({"NTLM-11", "NTLM-12"})
    void takesTheSessionOfCurl_NTLM12() throws Exception {
        byte[] challenge = Base64.getDecoder().decode(CurlSessions.V1_SESSION_CHALLENGE);
        ServerStep step = new NtlmServer(ALL, TestContext.of(TestContext.FACTS))
                .challenge(Base64.getDecoder().decode(CurlSessions.NEGOTIATE), Challenge.parse(challenge));
        ServerStep next = ((ServerStep.Challenge) step)
                .then()
                .respond(Base64.getDecoder().decode(CurlSessions.V1_SESSION_AUTHENTICATE));

        assertThat(answer(next, Vectors.hash("testpass"))).isEqualTo(ServerStep.success("testuser"));
        assertThat(answer(next, Vectors.hash("testpasS"))).isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @Test
    @Requirement({"NTLM-08", "NTLM-10", "NTLM-12"})
    void takesLmAlone_NTLM08() throws Exception {
        ServerStep step = respond(ALL, message(0x201, NtlmV1.response(lmHash.octets(), Vectors.NONCE), NONE));

        assertThat(question(step).kind()).isEqualTo(new LmKind());
        assertThat(answer(step, lmHash)).isEqualTo(ServerStep.success("User"));
        assertThat(answer(step, LmHash.ofPassword("Passwort".getBytes(US_ASCII))))
                .isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @Test
    @Requirement("NTLM-12")
    void tellsAnEmptyLmResponseFromANonceOfZeros_NTLM12() throws Exception {
        byte[] plain = NtlmV1.response(hash.octets(), Vectors.NONCE);
        byte[] session = NtlmV1.response(hash.octets(), NtlmV1.sessionNonce(Vectors.NONCE, new byte[8]));

        assertThat(answer(respond(ALL, message(0x201, new byte[24], plain)), hash))
                .isEqualTo(ServerStep.success("User"));
        assertThat(answer(respond(ALL, message(0x201, NONE, plain)), hash)).isEqualTo(ServerStep.success("User"));
        assertThat(answer(respond(ALL, message(0x201, new byte[24], session)), hash))
                .isEqualTo(ServerStep.rejected("wrong proof"));
        assertThat(answer(respond(ALL, message(0x80201, new byte[24], session)), hash))
                .isEqualTo(ServerStep.success("User"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "23, 0", "25, 0", "24, 1", "24, 23", "24, 25", "0, 43"})
    @Requirement("NTLM-12")
    void refusesOtherLengths_NTLM12(int lm, int nt) throws Exception {
        assertThat(((ServerStep.Failure) respond(ALL, message(0x201, new byte[lm], new byte[nt]))).kind())
                .isEqualTo(FailureKind.MALFORMED);
    }

    private static Stream<NtlmPolicy.Builder> demanding() {
        return Stream.of(
                NtlmPolicy.builder().requireMic(true),
                NtlmPolicy.builder().channelBinding(Demand.REQUIRE),
                NtlmPolicy.builder().targetNames("smtp/mail.example.org"),
                NtlmPolicy.builder().clockSkew(Duration.ofHours(36)));
    }

    @ParameterizedTest
    @MethodSource("demanding")
    @Requirement({"NTLM-06", "NTLM-23"})
    void noPolicyAsksThemForWhatTheyCanNotProve_NTLM06(NtlmPolicy.Builder demanding) {
        demanding.build();
        demanding.alsoAccept(NtlmVersion.NTLM_V1);

        assertThatIllegalArgumentException().isThrownBy(demanding::build);
    }

    @Test
    @Requirement("NTLM-08")
    void looksForTheLmHashOnlyWhereItAcceptsLm_NTLM08() {
        NtlmPolicy v1 = NtlmPolicy.builder().alsoAccept(NtlmVersion.NTLM_V1).build();

        assertThat(new NtlmMechanism(v1).info().needs()).containsExactly(new Need.Verifier(new NtlmKind()));
        assertThat(new NtlmMechanism(ALL).info().needs())
                .containsExactlyInAnyOrder(new Need.Verifier(new NtlmKind()), new Need.Verifier(new LmKind()));
    }

    @ParameterizedTest
    @EnumSource(NtlmVersion.class)
    @Requirement({"NTLM-06", "NTLM-11"})
    void clientAndServerUnderstandEachOtherInEachForm_NTLM06(NtlmVersion form) {
        Talk talk = new Talk();
        talk.client = NtlmPolicy.builder().send(form).build();
        talk.server = ALL;

        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isInstanceOf(ServerReply.Success.class);
        assertThat(talk.authenticate("Kurt", "xipj3plmr")).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        Authenticate message = Authenticate.parse(talk.sent.get(2), 0);
        assertThat(NtlmFlag.EXTENDED_SESSIONSECURITY.in(message.flags())).isEqualTo(form != NtlmVersion.LM);
        assertThat(NtlmVersion.of(message)).isEqualTo(form == NtlmVersion.NTLM_V2 ? form : NtlmVersion.NTLM_V1);
    }

    @Test
    @Requirement("NTLM-11")
    void sendsTheResponsesOfTheSpecification_NTLM11() {
        assertThat(responses(NtlmVersion.LM, Vectors.V1_CHALLENGE))
                .isEqualTo("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13"
                        + " 67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
        assertThat(responses(NtlmVersion.NTLM_V1, Vectors.V1_CHALLENGE)) // a copy, where LM is disabled
                .isEqualTo("67c43011f30298a2ad35ece64f16331c44bdbed927841f94"
                        + " 67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
        assertThat(responses(NtlmVersion.NTLM_V1, Vectors.V1_SESSION_CHALLENGE))
                .isEqualTo("aaaaaaaaaaaaaaaa00000000000000000000000000000000"
                        + " 7537f803ae367128ca458204bde7caf81e97ed2683267232");
    }

    private static String responses(NtlmVersion form, String challenge) {
        Talk talk = new Talk();
        talk.client = NtlmPolicy.builder().send(form).build();
        talk.seams = new TestContext(TestContext.FACTS, Vectors.CLIENT_NONCE, java.time.Instant.EPOCH);
        talk.challenge = octets -> hex(challenge);
        talk.authenticate("Domain\\User", Vectors.PASSWORD);
        Authenticate message = Authenticate.parse(talk.sent.get(2), 0);
        assertThat(message.micAt()).isZero();
        return Vectors.hex(message.lm()) + " " + Vectors.hex(message.nt());
    }

    @Test
    @Requirement("NTLM-08")
    void sendsNoLmForAPasswordThatHasNone_NTLM08() {
        Talk talk = new Talk();
        talk.client = NtlmPolicy.builder().send(NtlmVersion.LM).build();

        assertThat(Talk.now(talk.ask("Kurt", "fifteen letters").start()))
                .isInstanceOfSatisfying(
                        org.countersign.sasl.client.ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @Test
    @Requirement({"SEC-04", "NTLM-08"})
    void tellsNobodyWhoHasAnLmHash_SEC04() {
        Talk talk = new Talk();
        talk.server = ALL;
        talk.authenticate = octets -> message(0x201, new byte[24], NONE);
        for (String user : new String[] {"User", "Kurt", "Test"}) {
            talk.authenticate(user, "x");
        }

        assertThat(talk.causes).containsOnly("unknown user");
    }

    private static byte[] message(int flags, byte[] lm, byte[] nt) {
        return new Authenticate(flags, lm, nt, NONE, NtlmText.encode("User"), NONE, NONE, NONE, 0).encode();
    }

    private static ServerStep respond(NtlmPolicy policy, byte[] authenticate) throws Exception {
        ServerStep step = new NtlmMechanism(policy)
                .start(TestContext.of(TestContext.FACTS), new Negotiate(0x207, NONE, NONE).encode());
        return ((ServerStep.Challenge) step).then().respond(authenticate);
    }

    private static FindVerifier<?> question(ServerStep step) {
        return (FindVerifier<?>) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the test knows which hash is asked for
    private static <V> ServerStep answer(ServerStep step, V answer) throws Exception {
        return ((ServerStep.Ask<V>) step).then().answered(answer);
    }
}
