package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.sasl.ServerStep;

/**
 * Any octets: nothing but typed failures. The corpus beside it is replayed with all tests; with {@code JAZZER_FUZZ=1} Jazzer
 * looks for more. The word {@code RIGHT} in an input stands for the right proof, which no fuzzer would find.
 */
class DigestMd5FuzzTest {
    private static final String DICTIONARY = "digest-md5.dict";
    private static final String NONCE = "OA6MG9tEQGm2hh";
    private static final byte[] PASSWORD = "secret".getBytes(UTF_8);
    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", Vector.HOST)
            .realms(Vector.HOST, "example.org")
            .layersPossible(true)
            .build();
    private static final DigestMd5Options ALL =
            DigestMd5Options.safe().offering(Qop.values()).sealing(LayerCipher.values());

    @FuzzTest(maxDuration = "30m")
    @DictionaryFile(resourcePath = DICTIONARY)
    void readsAnyMessage(byte[] octets) {
        DigestResponse response = DigestResponse.parse(octets);
        if (response != null) {
            assertThat(DigestResponse.parse(response.encode()).encode()).isEqualTo(response.encode());
        }
        DigestChallenge challenge = DigestChallenge.parse(octets);
        if (challenge != null && challenge.utf8() && challenge.encode().length <= DigestChallenge.LONGEST) {
            assertThat(DigestChallenge.parse(challenge.encode()).encode()).isEqualTo(challenge.encode());
        }
        ResponseAuth.parse(octets);
    }

    /** A response, and behind a line feed what comes through the layer. */
    @FuzzTest(maxDuration = "30m")
    @DictionaryFile(resourcePath = DICTIONARY)
    void letsInNobodyWithoutTheRightProof(byte[] octets) throws Exception {
        String input = new String(octets, ISO_8859_1);
        int end = input.indexOf('\n') < 0 ? input.length() : input.indexOf('\n');
        byte[] response = withRightProof(input.substring(0, end));
        ServerStep step = new DigestMd5Server(ALL).challenge(new TestContext(FACTS), NONCE.getBytes(UTF_8), false);
        step = ((ServerStep.Challenge) step).then().respond(response);
        if (step instanceof ServerStep.Ask<?> ask) {
            step = answered(ask);
        }
        if (step instanceof ServerStep.Success success) {
            DigestResponse right = DigestResponse.parse(response);
            assertThat(input).contains("RIGHT");
            assertThat(right.input().nonce()).isEqualTo(NONCE.getBytes(UTF_8));
            assertThat(right.input().count()).isEqualTo(1);
            assertThat(FACTS.realms()).contains(right.realm());
            refusesThroughTheLayer(success.layer(), octets, end);
        } else {
            assertThat(((ServerStep.Failure) step).kind()).isIn(FailureKind.MALFORMED, FailureKind.REJECTED);
        }
    }

    /** An initial response, to a server that knows a session of which it could be the next (RFC 2831, section 2.2). */
    @FuzzTest(maxDuration = "30m")
    @DictionaryFile(resourcePath = DICTIONARY)
    void continuesNothingButTheSessionOfThatUser(byte[] octets) throws Exception {
        Session kept = new Session("chris", Vector.HOST, NONCE, "OA6MHXh6VqTrRk", 1, Instant.now());
        SessionStore sessions = SessionStore.inMemory(1, Duration.ofHours(1));
        sessions.keep(NONCE, kept);
        DigestMd5Server server = new DigestMd5Server(ALL.continuing(sessions));
        byte[] response = withRightProof(new String(octets, ISO_8859_1));
        ServerStep step = server.start(new TestContext(FACTS), response);
        if (step instanceof ServerStep.Ask<?> ask) {
            step = answered(ask);
        }
        if (step instanceof ServerStep.Success) {
            assertThat(new String(octets, ISO_8859_1)).contains("RIGHT");
            assertThat(Session.of(DigestResponse.parse(response), kept.since())).isEqualTo(kept.next());
            assertThat(sessions.find(NONCE)).contains(kept.next());
            step = server.start(new TestContext(FACTS), response);
        } else {
            assertThat(sessions.find(NONCE)).contains(kept);
        }
        assertThat(step).isInstanceOf(ServerStep.Challenge.class);
    }

    /** A challenge, and behind a line feed the server's answer. */
    @FuzzTest(maxDuration = "30m")
    @DictionaryFile(resourcePath = DICTIONARY)
    void believesNobodyWithoutTheRightProof(byte[] octets) throws Exception {
        String[] inputs = new String(octets, ISO_8859_1).split("\n", 2);
        ClientStep step = new DigestMd5Client(ALL)
                .challenged(
                        new TestContext(FACTS),
                        new Identities("chris", null),
                        inputs[0].getBytes(ISO_8859_1),
                        "OA6MHXh6VqTrRk".getBytes(UTF_8));
        while (step instanceof ClientStep.Ask<?> ask) {
            step = answered(ask);
        }
        if (step instanceof ClientStep.Respond respond && inputs.length == 2) {
            DigestResponse sent = DigestResponse.parse(respond.data());
            assertThat(sent).isNotNull();
            byte[] key = sent.input()
                    .sessionKey(PasswordHash.octets("chris", sent.realm() == null ? "" : sent.realm(), PASSWORD));
            String answer = inputs[1].replace(
                    "RIGHT", new String(Hash.hex(sent.input().proofs(key).answer()), UTF_8));
            step = respond.then().challenged(answer.getBytes(ISO_8859_1));
            assertThat(step instanceof ClientStep.Failure || inputs[1].contains("RIGHT"))
                    .isTrue();
        }
        if (step instanceof ClientStep.Failure failure) {
            assertThat(failure.kind()).isIn(FailureKind.MALFORMED, FailureKind.REJECTED);
        }
    }

    private static byte[] withRightProof(String input) {
        byte[] unproved = input.replace("RIGHT", "0".repeat(32)).getBytes(ISO_8859_1);
        DigestResponse response = DigestResponse.parse(unproved);
        if (response == null) {
            return unproved;
        }
        String realm = response.realm() == null ? "" : response.realm();
        byte[] key = response.input().sessionKey(PasswordHash.octets(response.user(), realm, PASSWORD));
        String proof = new String(Hash.hex(response.input().proofs(key).request()), UTF_8);
        return input.replace("RIGHT", proof).getBytes(ISO_8859_1);
    }

    private static void refusesThroughTheLayer(SecurityLayer layer, byte[] octets, int end) {
        if (layer != null && end < octets.length) {
            byte[] buffer = Arrays.copyOfRange(octets, end + 1, octets.length);
            try {
                layer.unwrap(buffer);
                throw new AssertionError("nobody has sent this");
            } catch (LayerException refused) {
                assertThat(refused).hasMessage("not what the peer sent");
            }
        }
    }

    @SuppressWarnings("unchecked") // the answer to a question for the kind DIGEST-MD5 is a hash
    private static ServerStep answered(ServerStep.Ask<?> ask) throws Exception {
        var question = (FindVerifier<?>) ask.question();
        return ((ServerStep.Ask<PasswordHash>) ask)
                .then()
                .answered(PasswordHash.of(question.user(), question.realm(), PASSWORD));
    }

    @SuppressWarnings("unchecked") // the answers to questions for realm and password
    private static ClientStep answered(ClientStep.Ask<?> ask) throws Exception {
        if (ask.question() instanceof ChooseRealm choice) {
            List<String> offered = choice.offered();
            return ((ClientStep.Ask<String>) ask).then().answered(offered.isEmpty() ? "" : offered.get(0));
        }
        return ((ClientStep.Ask<Secret>) ask).then().answered(Secret.owning(PASSWORD.clone()));
    }
}
