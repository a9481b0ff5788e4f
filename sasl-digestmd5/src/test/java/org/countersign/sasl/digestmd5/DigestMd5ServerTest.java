package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class DigestMd5ServerTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", Vector.HOST).layersPossible(true).build();
    private static final DigestMd5Options ALL =
            DigestMd5Options.safe().offering(Qop.values()).sealing(LayerCipher.values());

    /** A right one, in which each directive can be found and replaced. */
    private static final String RESPONSE = "charset=utf-8,username=\"chris\",realm=\"elwood.innosoft.com\","
            + "nonce=\"OA6MG9tEQGm2hh\",nc=00000001,cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\"smtp/elwood.innosoft.com\","
            + "response=52ff44907f72314481b5c098c708ebf3,qop=auth";

    @Test
    void saysWhatItIs() {
        MechanismInfo info = new DigestMd5Mechanism().info();

        assertThat(info.name()).isEqualTo("DIGEST-MD5");
        assertThat(info.firstMover()).isEqualTo(FirstMover.EITHER);
        assertThat(info.traits())
                .containsExactlyInAnyOrder(Trait.DICTIONARY_ATTACKABLE, Trait.MUTUAL, Trait.SECURITY_LAYER);
        assertThat(info.status()).isEqualTo(Status.HISTORIC);
        assertThat(info.needs()).containsExactly(new Need.Verifier(new DigestMd5Kind()));
        assertThat(info.maxMessage()).isEqualTo(4095);
    }

    @ParameterizedTest
    @MethodSource("org.countersign.sasl.digestmd5.Vector#all")
    @Requirement({"DIG-20", "DIG-22", "DIG-23"})
    void takesTheExamplesAndProvesItself_DIG20(Vector vector) throws Exception {
        ServerStep step = respond(ALL, vector.facts(), vector.nonce(), vector.responseOctets());

        assertThat(question(step).user()).isEqualTo(vector.user());
        assertThat(question(step).realm()).isEqualTo(vector.realm());
        ServerStep.Success success = (ServerStep.Success) answer(step, vector.password());
        assertThat(success.authorizationId()).isEqualTo(vector.authorizationId());
        assertThat(success.finalData()).isEqualTo(vector.answerOctets());
    }

    @Test
    @Requirement({"DIG-19", "DIG-20", "DIG-23"})
    void takesOneClientAfterTheOtherWhateverEachIsAfter_DIG19() throws Exception {
        DigestMd5Server server = new DigestMd5Server(ALL);
        for (Vector vector : Vector.all().toList()) {
            ServerStep step = server.challenge(
                    new TestContext(vector.facts()), vector.nonce().getBytes(UTF_8), false);
            step = ((ServerStep.Challenge) step).then().respond(vector.responseOctets());
            ServerStep.Success success = (ServerStep.Success) answer(step, vector.password());

            assertThat(success.finalData()).as(vector.name()).isEqualTo(vector.answerOctets());
        }
    }

    @Test
    @Requirement({"DIG-04", "DIG-14"})
    void challengesEveryClientAsIfItWereTheOnlyOne_DIG04() {
        DigestMd5Server server = new DigestMd5Server(ALL);
        List<ConnectionFacts> all = List.of(
                FACTS,
                ConnectionFacts.of("smtp", Vector.HOST).build(), // no layers
                ConnectionFacts.of("smtp", "other.example.org").build(),
                ConnectionFacts.of("smtp", Vector.HOST).realms("a", "b").build(),
                ConnectionFacts.of("smtp", Vector.HOST).realms("b", "a").build(),
                FACTS);
        for (ConnectionFacts facts : all) {
            assertThat(challenge(server, facts)).isEqualTo(challenge(ALL, facts));
        }
    }

    @Test
    @Requirement({"DIG-18", "DIG-19", "DIG-20"})
    void takesTheExampleOfTheRfcFromTheWire_DIG20() throws Exception {
        byte[] response = Base64.getDecoder()
                .decode(
                        "Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iY2hyaXMiLHJlYWxtPSJlbHdvb2QuaW5ub3NvZnQuY29tIixub25jZT0iT0E2TUc5dE"
                                + "VRR20yaGgiLG5jPTAwMDAwMDAxLGNub25jZT0iT0E2TUhYaDZWcVRyUmsiLGRpZ2VzdC11cmk9ImltYXAvZWx3b29kLmlubm"
                                + "9zb2Z0LmNvbSIscmVzcG9uc2U9ZDM4OGRhZDkwZDRiYmQ3NjBhMTUyMzIxZjIxNDNhZjcscW9wPWF1dGg=");
        ServerStep step = respond(ALL, ConnectionFacts.of("imap", Vector.HOST).build(), "OA6MG9tEQGm2hh", response);

        ServerStep.Success success = (ServerStep.Success) answer(step, "secret");
        assertThat(Base64.getEncoder().encodeToString(success.finalData()))
                .isEqualTo("cnNwYXV0aD1lYTQwZjYwMzM1YzQyN2I1NTI3Yjg0ZGJhYmNkZmZmZA==");
    }

    @Test
    @Requirement("DIG-22")
    void doesNotTakeANameHashedInUtf8ThatFitsIntoLatin1_DIG22() throws Exception {
        String response = RESPONSE.replace("chris", "jos\u00e9")
                .replace("52ff44907f72314481b5c098c708ebf3", "0fcdd22e67401d9d82db956a332d7489");

        assertThat(failure(answer(respond(response), "p\u00e4ss"))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("DIG-22")
    void readsNamesInLatin1WithoutCharset_DIG22() throws Exception {
        byte[] response = RESPONSE.replace("charset=utf-8,", "")
                .replace("chris", "jos\u00e9")
                .replace("52ff44907f72314481b5c098c708ebf3", "a00df4d392d0908d62897157d6e98d86")
                .getBytes(ISO_8859_1);
        ServerStep step = respond(ALL, FACTS, "OA6MG9tEQGm2hh", response);

        assertThat(question(step).user()).isEqualTo("jos\u00e9");
        assertThat(answer(step, "p\u00e4ss")).isInstanceOf(ServerStep.Success.class);
    }

    @Test
    @Requirement({"DIG-01", "DIG-04", "DIG-05"})
    void challengesAsEveryClientUnderstandsIt_DIG01() {
        assertThat(challenge(DigestMd5Options.safe(), FACTS))
                .isEqualTo("nonce=\"OA6MG9tEQGm2hh\",realm=\"elwood.innosoft.com\",qop=\"auth\",charset=utf-8,"
                        + "algorithm=md5-sess");
    }

    @Test
    @Requirement("DIG-05")
    void takesANewNonceOf128BitsForEachChallenge_DIG05() {
        List<String> nonces = Stream.generate(() -> new DigestMd5Mechanism().start(new TestContext(FACTS), null))
                .limit(100)
                .map(step -> new String(((ServerStep.Challenge) step).data(), UTF_8))
                .toList();

        assertThat(nonces)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("nonce=\"[A-Za-z0-9+/]{22}\",realm.*"));
    }

    @Test
    @Requirement({"DIG-04", "DIG-12"})
    void offersItsRealmsAndTakesNoOther_DIG04() throws Exception {
        ConnectionFacts facts = ConnectionFacts.of("smtp", Vector.HOST)
                .realms("example.org", "elwood.innosoft.com")
                .build();

        assertThat(challenge(DigestMd5Options.safe(), facts))
                .contains(",realm=\"example.org\",realm=\"elwood.innosoft.com\",");
        assertThat(respond(ALL, facts, "OA6MG9tEQGm2hh", RESPONSE.getBytes(UTF_8)))
                .isInstanceOf(ServerStep.Ask.class);
        assertThat(failure(respond(RESPONSE.replace("realm=\"elwood", "realm=\"oak"))))
                .isEqualTo(FailureKind.REJECTED);
        assertThat(failure(respond(RESPONSE.replace("realm=\"elwood.innosoft.com\",", ""))))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement({"DIG-06", "DIG-08"})
    void offersLayersOnlyWhenToldAndWherePossible_DIG08() {
        ConnectionFacts without = ConnectionFacts.of("smtp", Vector.HOST).build();
        DigestMd5Options all = DigestMd5Options.safe().offering(Qop.values()).receiving(4096);

        assertThat(challenge(all, FACTS))
                .endsWith(
                        ",qop=\"auth,auth-int,auth-conf\",charset=utf-8,algorithm=md5-sess,cipher=\"3des,rc4\",maxbuf=4096");
        assertThat(challenge(all, without)).endsWith(",qop=\"auth\",charset=utf-8,algorithm=md5-sess");
        assertThat(new DigestMd5Mechanism(DigestMd5Options.safe().offering(Qop.AUTH_CONF)).available(without))
                .isFalse();
        assertThat(new DigestMd5Mechanism(
                                DigestMd5Options.safe().offering(Qop.AUTH_CONF).sealing())
                        .available(FACTS))
                .isFalse();
    }

    @Test
    @Requirement("DIG-01")
    void keepsAChallengeWithinItsLimit_DIG01() {
        ConnectionFacts facts =
                ConnectionFacts.of("smtp", Vector.HOST).realms("r".repeat(1900)).build();
        ConnectionFacts more =
                ConnectionFacts.of("smtp", Vector.HOST).realms("r".repeat(2000)).build();

        assertThat(challenge(DigestMd5Options.safe(), facts)).hasSizeLessThan(2048);
        assertThatIllegalStateException().isThrownBy(() -> challenge(DigestMd5Options.safe(), more));
    }

    @Test
    @Requirement("DIG-30")
    void answersAnyInitialResponseWithAChallenge_DIG30() {
        for (String initial : List.of("", "=", RESPONSE, "\0")) {
            assertThat(new DigestMd5Mechanism().start(new TestContext(FACTS), initial.getBytes(UTF_8)))
                    .isInstanceOf(ServerStep.Challenge.class);
        }
    }

    @Test
    @Requirement({"DIG-05", "DIG-12"})
    void rejectsAProofForAnotherNonce_DIG12() throws Exception {
        assertThat(failure(respond(RESPONSE.replace("OA6MG9", "OB6MG9")))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000002", "ffffffff"})
    @Requirement("DIG-13")
    void rejectsANonceCountThatIsNotOne_DIG13(String count) throws Exception {
        assertThat(failure(respond(RESPONSE.replace("00000001", count)))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-int", "auth-conf,cipher=rc4"})
    @Requirement("DIG-14")
    void rejectsAProtectionThatIsNotOffered_DIG14(String qop) throws Exception {
        byte[] response = RESPONSE.replace("qop=auth", "qop=" + qop).getBytes(UTF_8);

        assertThat(failure(respond(DigestMd5Options.safe(), FACTS, "OA6MG9tEQGm2hh", response)))
                .isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-conf,cipher=rc2", // unknown
                "auth-conf,cipher=des", // not offered
                "auth-int,maxbuf=16",
                "auth-int,maxbuf=16777216",
                "auth-int,maxbuf=99999999999999999999",
                "auth-conf,cipher=3des,maxbuf=21"
            })
    @Requirement({"DIG-07", "DIG-14", "DIG-39"})
    void rejectsTermsThatDoNotFit_DIG14(String qop) throws Exception {
        DigestMd5Options options = ALL.sealing(LayerCipher.TRIPLE_DES, LayerCipher.RC4);
        byte[] response = RESPONSE.replace("qop=auth", "qop=" + qop).getBytes(UTF_8);

        assertThat(failure(respond(options, FACTS, "OA6MG9tEQGm2hh", response))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"auth,maxbuf=0", "auth,maxbuf=16777216", "\"auth\"", "auth,opaque=x,domain=\"y\",stale=maybe"})
    @Requirement({"DIG-09", "DIG-11"})
    void ignoresWhatDoesNotMatter_DIG09(String qop) throws Exception {
        assertThat(answer(respond(RESPONSE.replace("qop=auth", "qop=" + qop)), "secret"))
                .isInstanceOf(ServerStep.Success.class);
    }

    @Test
    @Requirement({"DIG-14", "DIG-20"})
    void hashesTheDefaultQop_DIG14() throws Exception {
        assertThat(answer(respond(RESPONSE.replace(",qop=auth", "")), "secret")).isInstanceOf(ServerStep.Success.class);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp/elwood.innosoft.com, true",
        "SMTP/Elwood.Innosoft.Com, true",
        "smtp/elwood.innosoft.com/elwood.innosoft.com, true",
        "smtp/mail.example.org/example.org, true",
        "smtp/mail.example.org, true",
        "smtp/localhost, false",
        "smtp/mail.example.org/example.net, false",
        "imap/elwood.innosoft.com, false",
        "smtp/elwood.innosoft.com/, false",
        "smtp/elwood.innosoft.com/example.org/x, false",
        "smtp/, false",
        "smtp, false",
        "elwood.innosoft.com, false",
        "'', false"
    })
    @Requirement("DIG-15")
    void isAddressedByItsNamesOnly_DIG15(String digestUri, boolean ours) throws Exception {
        ConnectionFacts facts = ConnectionFacts.of("smtp", Vector.HOST)
                .aliases("mail.example.org")
                .realms(Vector.HOST, "example.org")
                .build();
        byte[] response =
                RESPONSE.replace("smtp/elwood.innosoft.com", digestUri).getBytes(UTF_8);
        ServerStep step = respond(ALL, facts, "OA6MG9tEQGm2hh", response);

        assertThat(step instanceof ServerStep.Ask).isEqualTo(ours);
    }

    @Test
    @Requirement("DIG-16")
    void refusesAnEmptyAuthorizationIdentity_DIG16() throws Exception {
        assertThat(failure(respond(RESPONSE + ",authzid=\"\""))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ti\\\0m", "\u00ad", "ti\\\rm"})
    @Requirement({"PREP-05", "SEC-08"})
    void rejectsAUserNameThatCanNotBePrepared_PREP05(String user) throws Exception {
        assertThat(failure(respond(RESPONSE.replace("chris", user)))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "52ff44907f72314481b5c098c708ebf2",
                "00000000000000000000000000000000",
                "84106ee5cb85c426e7ef928db0e49bfa" // the server's own
            })
    @Requirement("DIG-20")
    void rejectsAWrongDigest_DIG20(String digest) throws Exception {
        ServerStep step = respond(RESPONSE.replace("52ff44907f72314481b5c098c708ebf3", digest));

        assertThat(failure(answer(step, "secret"))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("DIG-20")
    void rejectsAWrongPassword_DIG20() throws Exception {
        assertThat(failure(answer(respond(RESPONSE), "Secret"))).isEqualTo(FailureKind.REJECTED);
    }

    private static String challenge(DigestMd5Options options, ConnectionFacts facts) {
        return challenge(new DigestMd5Server(options), facts);
    }

    private static String challenge(DigestMd5Server server, ConnectionFacts facts) {
        ServerStep step = server.challenge(new TestContext(facts), "OA6MG9tEQGm2hh".getBytes(UTF_8), false);
        return new String(((ServerStep.Challenge) step).data(), UTF_8);
    }

    private static ServerStep respond(String response) throws Exception {
        return respond(ALL, FACTS, "OA6MG9tEQGm2hh", response.getBytes(UTF_8));
    }

    private static ServerStep respond(DigestMd5Options options, ConnectionFacts facts, String nonce, byte[] response)
            throws Exception {
        ServerStep step = new DigestMd5Server(options).challenge(new TestContext(facts), nonce.getBytes(UTF_8), false);
        return ((ServerStep.Challenge) step).then().respond(response);
    }

    private static FindVerifier<?> question(ServerStep step) {
        return (FindVerifier<?>) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to a question for the kind DIGEST-MD5 is a hash
    private static ServerStep answer(ServerStep step, String password) throws Exception {
        FindVerifier<?> question = question(step);
        assertThat(question.kind()).isEqualTo(new DigestMd5Kind());
        return ((ServerStep.Ask<PasswordHash>) step)
                .then()
                .answered(PasswordHash.of(question.user(), question.realm(), password.getBytes(UTF_8)));
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
