package org.countersign.sasl.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.countersign.sasl.ClientQuestion;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.HmacMd5Key;

/**
 * Any octets: nothing but typed failures. The corpus beside it is replayed with all tests; with {@code JAZZER_FUZZ=1} Jazzer
 * looks for more. Sixteen times {@code R} in an input stand for the right proof, and sixteen times {@code M} for the right
 * message integrity code, which no fuzzer would find.
 */
class NtlmFuzzTest {
    /** Not that of the messages in the corpus. */
    private static final String PASSWORD = "tanstaaf";

    private static final NtHash HASH = Vectors.hash(PASSWORD);
    private static final NtlmPolicy ALL =
            NtlmPolicy.builder().alsoAccept(NtlmVersion.values()).build();
    private static final TestContext CONTEXT = TestContext.of(TestContext.FACTS);
    private static final byte[] NEGOTIATE = new Negotiate(0x80207, new byte[0], new byte[0]).encode();
    private static final int MARK = 16;

    @FuzzTest(maxDuration = "30m")
    void readsAnyMessage(byte[] octets) {
        Negotiate negotiate = Negotiate.parse(octets);
        if (negotiate != null) {
            assertThat(negotiate.toString()).isNotNull();
            ServerStep step = new NtlmServer(ALL, CONTEXT).start(octets);
            assertThat(step instanceof ServerStep.Challenge || failure(step) == FailureKind.MALFORMED)
                    .isTrue();
        }
        Challenge challenge = Challenge.parse(octets);
        if (challenge != null) {
            assertThat(challenge.toString()).isNotNull();
            assertThat(Challenge.parse(challenge.encode()).encode()).isEqualTo(challenge.encode());
        }
        Authenticate authenticate = Authenticate.parse(octets, 0);
        if (authenticate != null) {
            assertThat(authenticate.toString()).isNotNull();
            assertThat(Authenticate.parse(authenticate.encode(), 0).encode()).isEqualTo(authenticate.encode());
        }
    }

    /** What comes instead of AUTHENTICATE. */
    @FuzzTest(maxDuration = "30m")
    void letsInNobodyWithoutTheRightProof(byte[] octets) throws Exception {
        Challenge challenge = Introduction.of(CONTEXT).challenge(0x80207, Vectors.NONCE);
        byte[] sent = challenge.encode();
        byte[] message = octets.clone();
        boolean marked = prove(message, sent, challenge);

        ServerStep step = new NtlmServer(ALL, CONTEXT).authenticate(NEGOTIATE, sent, challenge, message);
        if (step instanceof ServerStep.Ask<?> ask) {
            step = answered(ask);
        }

        if (step instanceof ServerStep.Success) {
            assertThat(marked).isTrue();
        } else {
            assertThat(failure(step)).isIn(FailureKind.MALFORMED, FailureKind.REJECTED);
        }
    }

    /** What comes instead of CHALLENGE. */
    @FuzzTest(maxDuration = "30m")
    void answersNothingButAChallenge(byte[] octets) throws Exception {
        for (NtlmVersion form : NtlmVersion.values()) {
            NtlmPolicy policy = NtlmPolicy.builder().send(form).build();
            ClientStep step = new NtlmClient(policy, CONTEXT).start();
            while (step instanceof ClientStep.Ask<?> ask) {
                step = answered(ask);
            }
            step = ((ClientStep.Respond) step).then().challenged(octets);
            if (step instanceof ClientStep.Final last) {
                assertThat(Challenge.parse(octets)).isNotNull();
                Authenticate message = Authenticate.parse(last.data(), 0);
                assertThat(message.encode()).hasSameSizeAs(last.data());
            } else {
                assertThat(((ClientStep.Failure) step).kind()).isEqualTo(FailureKind.MALFORMED);
            }
        }
    }

    /** Whether the message has the mark of a proof; if so, proof and code are put where the marks are. */
    private static boolean prove(byte[] octets, byte[] sent, Challenge challenge) {
        Authenticate message = Authenticate.parse(octets, challenge.flags());
        int proofAt = find('R', octets);
        if (message == null || proofAt < 0) {
            return false;
        }
        NtlmV2Response response = NtlmV2Response.parse(message.nt());
        String user = NtlmText.decode(message.user(), NtlmFlag.UNICODE.in(message.flags()));
        if (response == null || user == null) {
            return false;
        }
        HmacMd5Key key = HASH.v2Key(user, "");
        byte[] right = NtlmV2Response.proof(key, challenge.nonce(), response.temp());
        System.arraycopy(right, 0, octets, proofAt, right.length);
        int codeAt = find('M', octets);
        if (codeAt >= 0 && codeAt == message.micAt()) {
            byte[] exported = SessionKeys.exported(key.mac(right), message);
            System.arraycopy(SessionKeys.mic(exported, NEGOTIATE, sent, octets, codeAt), 0, octets, codeAt, MARK);
        }
        return true;
    }

    private static int find(char mark, byte[] octets) {
        byte[] sixteen = new byte[MARK];
        Arrays.fill(sixteen, (byte) mark);
        for (int at = 0; at + MARK <= octets.length; at++) {
            if (Arrays.equals(octets, at, at + MARK, sixteen, 0, MARK)) {
                return at;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // the kind tells which hash is asked for
    private static ServerStep answered(ServerStep.Ask<?> ask) throws Exception {
        return ((FindVerifier<?>) ask.question()).kind() instanceof LmKind
                ? ((ServerStep.Ask<LmHash>) ask).then().answered(LmHash.ofPassword(PASSWORD.getBytes()))
                : ((ServerStep.Ask<NtHash>) ask).then().answered(HASH);
    }

    @SuppressWarnings("unchecked") // the answers to questions for name and password
    private static ClientStep answered(ClientStep.Ask<?> ask) throws Exception {
        return ask.question() instanceof ClientQuestion.WhoAmI
                ? ((ClientStep.Ask<Identities>) ask).then().answered(new Identities("Domain\\User", null))
                : ((ClientStep.Ask<Secret>) ask).then().answered(Secret.owning(PASSWORD.getBytes()));
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
