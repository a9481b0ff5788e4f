package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.TlsFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client function alone: octets in, step out. */
class DigestMd5ClientTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", Vector.HOST).layersPossible(true).build();
    private static final String CHALLENGE =
            "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";
    private static final DigestMd5Options SAFE = DigestMd5Options.safe();

    private String user = "chris";
    private String password = "secret";
    private String realm = "elwood.innosoft.com";

    @ParameterizedTest
    @MethodSource("org.countersign.sasl.digestmd5.Vector#all")
    @Requirement({"DIG-10", "DIG-17", "DIG-20"})
    void sendsTheExamples_DIG20(Vector vector) throws Exception {
        user = vector.user();
        password = vector.password();
        ClientStep.Respond respond = (ClientStep.Respond)
                answer(SAFE, vector.facts(), vector.authorizationId(), vector.challengeOctets(), vector.cnonce());

        assertThat(respond.data()).isEqualTo(vector.responseOctets());
        assertThat(respond.then().challenged(vector.answerOctets())).isInstanceOf(ClientStep.Final.class);
    }

    @Test
    @Requirement({"DIG-04", "DIG-20"})
    void computesWithAnEmptyRealmWhereThereIsNone_DIG04() throws Exception {
        Vector vector = Vector.withoutRealm();
        realm = "";
        ClientStep.Respond respond =
                (ClientStep.Respond) answer(SAFE, vector.facts(), null, vector.challengeOctets(), vector.cnonce());

        assertThat(respond.data()).isEqualTo(vector.responseOctets());
        assertThat(respond.then().challenged(vector.answerOctets())).isInstanceOf(ClientStep.Final.class);
    }

    @Test
    @Requirement("DIG-04")
    void namesARealmThatTheUserKnowsWhereThereIsNone_DIG04() throws Exception {
        realm = "example.org";

        assertThat(response(CHALLENGE.substring(CHALLENGE.indexOf("nonce")))).contains(",realm=\"example.org\",");
    }

    @Test
    @Requirement("DIG-04")
    void takesNoRealmThatIsNotOffered_DIG04() throws Exception {
        realm = "example.org";

        assertThat(failure(answer(CHALLENGE))).isEqualTo(FailureKind.REJECTED);
        assertThat(response("realm=\"example.org\"," + CHALLENGE)).contains(",realm=\"example.org\",");
    }

    @Test
    @Requirement("DIG-20")
    void sendsTheExampleOfTheRfcAsOnTheWire_DIG20() throws Exception {
        byte[] challenge = Base64.getDecoder()
                .decode(
                        "cmVhbG09ImVsd29vZC5pbm5vc29mdC5jb20iLG5vbmNlPSJPQTZNRzl0RVFHbTJoaCIscW9wPSJhdXRoIixhbGdvcml0aG09bWQ1LX"
                                + "Nlc3MsY2hhcnNldD11dGYtOA==");
        ConnectionFacts imap = ConnectionFacts.of("imap", Vector.HOST).build();
        ClientStep.Respond respond = (ClientStep.Respond) answer(SAFE, imap, null, challenge, "OA6MHXh6VqTrRk");

        assertThat(Base64.getEncoder().encodeToString(respond.data()))
                .isEqualTo(
                        "Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iY2hyaXMiLHJlYWxtPSJlbHdvb2QuaW5ub3NvZnQuY29tIixub25jZT0iT0E2TUc5dE"
                                + "VRR20yaGgiLG5jPTAwMDAwMDAxLGNub25jZT0iT0E2TUhYaDZWcVRyUmsiLGRpZ2VzdC11cmk9ImltYXAvZWx3b29kLmlubm"
                                + "9zb2Z0LmNvbSIscmVzcG9uc2U9ZDM4OGRhZDkwZDRiYmQ3NjBhMTUyMzIxZjIxNDNhZjcscW9wPWF1dGg=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rspauth=84106ee5cb85c426e7ef928db0e49bfb",
                "rspauth=52ff44907f72314481b5c098c708ebf3", // its own proof sent back
                "rspauth=00000000000000000000000000000000"
            })
    @Requirement("DIG-24")
    void doesNotBelieveAServerWithAWrongProof_DIG24(String answer) throws Exception {
        assertThat(failure(verify(answer))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rspauth=",
                "rspauth=84106ee5cb85c426e7ef928db0e49bf",
                "rspauth=84106EE5CB85C426E7EF928DB0E49BFA",
                "rspauth=84106ee5cb85c426e7ef928db0e49bfa,rspauth=84106ee5cb85c426e7ef928db0e49bfa",
                "rspauth 84106ee5cb85c426e7ef928db0e49bfa",
                CHALLENGE
            })
    @Requirement("DIG-24")
    void doesNotBelieveAServerWithoutProof_DIG24(String answer) throws Exception {
        assertThat(failure(verify(answer))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"DIG-24", "DIG-09"})
    void believesTheRightProofWhateverStandsBesideIt_DIG24() throws Exception {
        assertThat(verify("x=y, RSPAUTH = \"84106ee5cb85c426e7ef928db0e49bfa\""))
                .isInstanceOf(ClientStep.Final.class);
        ClientStep.Final last = (ClientStep.Final) verify("rspauth=84106ee5cb85c426e7ef928db0e49bfa");
        assertThat(last.data()).isEmpty();
        assertThat(last.layer()).isNull();
        assertThat(failure(last.ifChallenged().challenged(new byte[0]))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth,auth-int,auth-conf | 3des,des,rc4 | auth-conf | 3des",
                "auth,auth-int,auth-conf | des,rc4,rc4-40 | auth-conf | rc4",
                "auth,auth-int,auth-conf | des,rc4-40,rc4-56 | auth-int | ",
                "auth,auth-int,auth-conf | future | auth-int | ",
                "auth,auth-int | '' | auth-int | ",
                "auth-future,auth | '' | auth | ",
                "auth,AUTH-CONF | RC4 | AUTH-CONF | rc4"
            })
    @Requirement({"DIG-06", "DIG-17", "DIG-41"})
    void takesTheStrongestProtection_DIG41(String qops, String ciphers, String qop, String cipher) throws Exception {
        String response = response(CHALLENGE.replace("\"auth\"", "\"" + qops + "\"") + ",cipher=\"" + ciphers + "\"");

        assertThat(response).contains(",qop=" + qop);
        assertThat(response.contains(",cipher=")).isEqualTo(cipher != null);
        assertThat(response).contains(cipher == null ? "" : ",cipher=" + cipher);
    }

    @Test
    @Requirement("DIG-06")
    void mergesSeveralQopDirectives_DIG06() throws Exception {
        assertThat(response(CHALLENGE + ",qop=auth-int,qop=\",future,\"")).contains(",qop=auth-int");
    }

    @Test
    @Requirement("DIG-41")
    void needsNoLayerUnderTls_DIG41() throws Exception {
        ConnectionFacts tls = ConnectionFacts.of("smtp", Vector.HOST)
                .layersPossible(true)
                .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
                .build();

        assertThat(text(answer(SAFE, tls, null, offering("auth,auth-int"), "c")))
                .contains(",qop=auth");
        assertThat(text(answer(SAFE, tls, null, offering("auth-int"), "c"))).contains(",qop=auth-int");
    }

    @Test
    @Requirement("DIG-41")
    void neverGoesBelowItsMinimum_DIG41() throws Exception {
        ConnectionFacts without = ConnectionFacts.of("smtp", Vector.HOST).build();

        assertThat(failure(answer(SAFE.accepting(Qop.AUTH_CONF), FACTS, null, offering("auth,auth-int"), "c")))
                .isEqualTo(FailureKind.REJECTED);
        assertThat(failure(answer(SAFE, without, null, offering("auth-int,auth-conf"), "c")))
                .isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "future,auth-conf"})
    @Requirement("DIG-06")
    void givesUpWhereItKnowsNoProtection_DIG06(String qops) throws Exception {
        String challenge = CHALLENGE.replace("\"auth\"", "\"" + qops + "\"") + ",cipher=future";

        assertThat(failure(answer(challenge))).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 16_777_216})
    @Requirement({"DIG-07", "DIG-39"})
    void takesNoLayerFromAServerWhoseBuffersHoldNothing_DIG39(int maxBuffer) throws Exception {
        assertThat(response(CHALLENGE.replace("\"auth\"", "\"auth,auth-int\"") + ",maxbuf=" + maxBuffer))
                .contains(",qop=auth")
                .doesNotContain("auth-int");
    }

    @Test
    @Requirement("DIG-22")
    void sendsLatin1ToAServerThatDoesNotKnowUtf8_DIG22() throws Exception {
        user = "jos\u00e9";
        password = "p\u00e4ss";
        ClientStep.Respond respond = (ClientStep.Respond) answer(CHALLENGE.replace(",charset=utf-8", ""));

        assertThat(new String(respond.data(), ISO_8859_1))
                .startsWith("username=\"jos\u00e9\",")
                .contains("response=a00df4d392d0908d62897157d6e98d86");
    }

    @ParameterizedTest
    @CsvSource({"\u0438\u0432\u0430\u043d, secret", "chris, \u0440\u0443\u0441"})
    @Requirement({"DIG-14", "DIG-22"})
    void sendsNothingThatLatin1CanNotSay_DIG22(String name, String secret) throws Exception {
        user = name;
        password = secret;

        assertThat(failure(answer(CHALLENGE.replace(",charset=utf-8", "")))).isEqualTo(FailureKind.REJECTED);
        assertThat(answer(CHALLENGE)).isInstanceOf(ClientStep.Respond.class);
    }

    @Test
    @Requirement({"DIG-12", "DIG-15"})
    void takesANewNonceOf128Bits_DIG12() throws Exception {
        assertThat(text(start(CHALLENGE))).containsPattern(",cnonce=\"[A-Za-z0-9+/]{22}\",");
        assertThat(text(start(CHALLENGE))).isNotEqualTo(text(start(CHALLENGE)));
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "chris, ''", "chr\u0007is, secret", "chris, sec\u0007ret"})
    @Requirement("PREP-05")
    void sendsNothingThatCanNotBePrepared_PREP05(String name, String secret) throws Exception {
        user = name;
        password = secret;

        assertThat(failure(start(CHALLENGE))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement({"DIG-16", "SASL-14"})
    void sendsAnAuthorizationIdentityOnlyForSomebodyElse_DIG16() throws Exception {
        assertThat(text(begin("chris"))).doesNotContain("authzid");
        assertThat(text(begin(""))).doesNotContain("authzid");
        assertThat(text(begin("admin"))).endsWith(",authzid=\"admin\"");
    }

    private static byte[] offering(String qops) {
        return (CHALLENGE.replace("\"auth\"", "\"" + qops + "\"") + ",cipher=\"3des\"").getBytes(UTF_8);
    }

    private ClientStep verify(String answer) throws Exception {
        return ((ClientStep.Respond) answer(CHALLENGE)).then().challenged(answer.getBytes(UTF_8));
    }

    private String response(String challenge) throws Exception {
        return text(answer(challenge));
    }

    private static String text(ClientStep step) {
        return new String(((ClientStep.Respond) step).data(), UTF_8);
    }

    private ClientStep answer(String challenge) throws Exception {
        return answer(SAFE, FACTS, null, challenge.getBytes(UTF_8), "OA6MHXh6VqTrRk");
    }

    private ClientStep answer(
            DigestMd5Options options, ConnectionFacts facts, String authorizationId, byte[] challenge, String cnonce)
            throws Exception {
        Identities who = new Identities(user, authorizationId);
        return answered(new DigestMd5Client(options)
                .challenged(new TestContext(facts), who, challenge, cnonce.getBytes(UTF_8)));
    }

    private ClientStep start(String challenge) throws Exception {
        return begin(null, challenge);
    }

    private ClientStep begin(String authorizationId) throws Exception {
        return begin(authorizationId, CHALLENGE);
    }

    /** From the first step on, through the mechanism. */
    private ClientStep begin(String authorizationId, String challenge) throws Exception {
        ClientStep.Ask<?> ask = (ClientStep.Ask<?>) new DigestMd5Mechanism().start(new TestContext(FACTS));
        assertThat(ask.question()).isEqualTo(new WhoAmI());
        @SuppressWarnings("unchecked") // the answer to WhoAmI
        ClientStep step = ((ClientStep.Ask<Identities>) ask).then().answered(new Identities(user, authorizationId));
        if (step instanceof ClientStep.Respond wait) {
            assertThat(wait.data()).isNull();
            step = answered(wait.then().challenged(challenge.getBytes(UTF_8)));
        }
        return step;
    }

    /** Answers the questions for realm and password. */
    @SuppressWarnings("unchecked")
    private ClientStep answered(ClientStep step) throws Exception {
        ClientStep next = step;
        while (next instanceof ClientStep.Ask<?> ask) {
            next = ask.question() instanceof ChooseRealm
                    ? ((ClientStep.Ask<String>) ask).then().answered(realm)
                    : ((ClientStep.Ask<Secret>) ask).then().answered(secret((Password) ask.question()));
        }
        return next;
    }

    private Secret secret(Password question) {
        assertThat(question.realm()).isEqualTo(realm);
        return Secret.owning(password.getBytes(UTF_8));
    }

    private static FailureKind failure(ClientStep step) {
        return ((ClientStep.Failure) step).kind();
    }
}
