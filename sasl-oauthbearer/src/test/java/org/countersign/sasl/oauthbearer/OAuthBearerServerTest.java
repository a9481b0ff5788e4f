package org.countersign.sasl.oauthbearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.TokenError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. A {@code ^} stands for %x01. */
class OAuthBearerServerTest {
    private static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    private static final TokenError EXAMPLE =
            new TokenError("invalid_token", "example_scope", "https://example.com/.well-known/openid-configuration");

    private final OAuthBearerMechanism oauthBearer = new OAuthBearerMechanism();

    @Test
    @Requirement({"OAUTH-09", "SASL-05"})
    void saysWhatItIs_OAUTH09() {
        MechanismInfo info = oauthBearer.info();

        assertThat(info.name()).isEqualTo("OAUTHBEARER");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).containsExactly(Trait.BEARER_TOKEN);
        assertThat(info.needs()).containsExactly(new Need.Tokens());
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 7628, section 4.1: IMAP, and SMTP, whose command is printed with a tag of IMAP
        "143, bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
        "587, bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
    })
    @Requirement({"OAUTH-01", "OAUTH-05"})
    void takesTheExamplesOfTheRfc_OAUTH01(int port, String base64) throws Exception {
        ServerStep step = start(Base64.getDecoder().decode(base64), port);

        assertThat(question(step).user()).isEqualTo("user@example.com");
        assertThat(question(step).token().octets()).isEqualTo(TOKEN.getBytes(UTF_8));
        assertThat(answer(step, new TokenVerdict.Valid("subject")))
                .isEqualTo(ServerStep.success("subject", "user@example.com"));
    }

    @Test
    @Requirement({"OAUTH-07", "OAUTH-08"})
    void tellsWhatItWantsWhenAskedWithoutAToken_OAUTH08() throws Exception {
        // RFC 7628, section 4.3; the text beside the Base64 of the error ends in /openid-config
        ServerStep step = start(
                Base64.getDecoder()
                        .decode("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9AQE="),
                143);

        assertThat(question(step).token().octets()).isEmpty();
        ServerStep.Challenge challenge = (ServerStep.Challenge) answer(step, new TokenVerdict.Invalid(EXAMPLE));
        assertThat(Base64.getEncoder().encodeToString(challenge.data()))
                .isEqualTo(
                        "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRp"
                                + "b24iOiJodHRwczovL2V4YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0=");
        assertThat(challenge.then().respond(new byte[] {1})).isEqualTo(ServerStep.rejected("token"));
    }

    @Test
    void letsNobodyInWithoutAToken() throws Exception {
        ServerStep refused = answer(start("n,,^auth=^^"), new TokenVerdict.Valid("tim"));

        assertThat(((ServerStep.Challenge) refused).data()).asString(UTF_8).isEqualTo("{\"status\":\"invalid_token\"}");
    }

    @Test
    @Requirement("OAUTH-02")
    void refusesTheLastExampleOfTheRfc_OAUTH02() {
        // RFC 7628, section 4.4: "user=" is not how a GS2 header names the authorization identity
        assertMalformed(start(
                Base64.getDecoder()
                        .decode(
                                "bix1c2VyPXNvbWV1c2VyQGV4YW1wbGUuY29tLAFhdXRoPUJlYXJlciB2RjlkZnQ0cW1UYzJOdmIzUmxja0JoZEhSaGRtbHpk"
                                        + "R0V1WTI5dENnPT0BAQ=="),
                0));
    }

    @ParameterizedTest
    @CsvSource({
        "'n,,', ''",
        "'y,,', ''",
        "'n,a=tim,', tim",
        "'n,a=t=2Ci=3Dm,', 't,i=m'",
        "'n,a==3D2C,', '=2C'",
        "'n,a=j\u00fcrgen,', j\u00fcrgen",
        "'n,a=a,', a"
    })
    @Requirement("OAUTH-02")
    void takesTheIdentityOfTheHeader_OAUTH02(String header, String authorizationId) {
        assertThat(question(start(header + "^auth=Bearer token^^")).user()).isEqualTo(authorizationId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,a=tim",
                ",,",
                "x,,",
                "N,,",
                "ny,,",
                "n,a=,",
                "n,b=tim,",
                "n,tim,",
                "n,a=ti=m,",
                "n,a=ti=2cm,",
                "n,a=ti=3dm,",
                "n,a==2=3DC,",
                "n,a=ti\u0000m,",
                "p,,",
                "p=,,",
                "p=tls_unique,,",
                "F,n,,",
                "n,a=tim,x"
            })
    @Requirement("OAUTH-02")
    void refusesWhatIsNoHeader_OAUTH02(String header) {
        assertMalformed(start(header + "^auth=Bearer token^^"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p=tls-unique,,", "p=tls-exporter,a=tim,", "p=x.Y9,,"})
    @Requirement("OAUTH-02")
    void bindsNoChannel_OAUTH02(String header) {
        assertThat(start(header + "^auth=Bearer token^^")).isEqualTo(ServerStep.rejected("channel binding"));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        byte[] message = "n,a=x,\u0001auth=Bearer token\u0001\u0001".getBytes(UTF_8);
        message[4] = (byte) 0xff;

        assertMalformed(start(message, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^", // as an answer to an error only
                "n,,",
                "n,,^",
                "n,,^^", // no auth
                "n,,^host=mail.example.org^^",
                "n,,auth=Bearer token^^",
                "n,,^auth=Bearer token^",
                "n,,^auth=Bearer token^^^",
                "n,,^auth=Bearer token",
                "n,,^^auth=Bearer token^^",
                "n,,^auth=Bearer token^auth=Bearer token^^",
                "n,,^auth=Basic dGltOnNlY3JldA==^^",
                "n,,^auth=OAuth realm=\"Example\"^^", // OAUTH10A
                "n,,^auth=Bearer t\u00f6ken^^",
                "n,,^host=h\u00f6st^auth=Bearer token^^",
                "n,,^port=^auth=Bearer token^^",
                "n,,^port=0587^auth=Bearer token^^",
                "n,,^port=0^auth=Bearer token^^",
                "n,,^port=-1^auth=Bearer token^^",
                "n,,^port=587x^auth=Bearer token^^",
                "n,,^port=100000^auth=Bearer token^^",
                "n,,%x01auth=Bearer token%x01%x01", // what the grammar says, and not what it means
                "user=tim^auth=Bearer token^^" // XOAUTH2
            })
    @Requirement({"OAUTH-01", "OAUTH-03", "OAUTH-07"})
    void refusesWhatIsNoMessage_OAUTH01(String message) {
        assertMalformed(start(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,^auth=bearer  token^^",
                "n,,^mthd=POST^path=/^post=^qs=^auth=Bearer token^x=y^x=z^^",
                "n,,^auth=Bearer token^port=587^host=server.example.com^^"
            })
    @Requirement({"OAUTH-03", "OAUTH-11"})
    void ignoresUnknownKeysAndOrder_OAUTH03(String message) {
        assertThat(question(start(message)).token().octets()).isEqualTo("token".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host=other.example.com^", "host=^", "port=25^", "host=server.example.com^port=143^"})
    @Requirement("OAUTH-04")
    void isNotForAnotherServer_OAUTH04(String fields) {
        ServerStep step = start(
                ("n,,^" + fields + "auth=Bearer token^^").replace('^', '\u0001').getBytes(UTF_8), 587);

        if (fields.equals("host=^")) {
            assertThat(question(step)).isNotNull(); // which says nothing
        } else {
            assertThat(step).isEqualTo(ServerStep.rejected("for another host or port"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "n,,\u0001auth=Bearer token\u0001\u0001"})
    @Requirement("OAUTH-07")
    void refusesWhateverComesAfterTheError_OAUTH07(String dummy) throws Exception {
        ServerStep.Challenge challenge =
                (ServerStep.Challenge) answer(start("n,,^auth=Bearer token^^"), new TokenVerdict.Invalid(EXAMPLE));

        assertThat(challenge.then().respond(dummy.getBytes(UTF_8))).isEqualTo(ServerStep.rejected("token"));
    }

    @Test
    @Requirement("OAUTH-11")
    void hasRoomForATokenOf8KiB_OAUTH11() {
        String token = "t".repeat(8192);
        String message = "n,a=" + "u".repeat(255) + ",^host=server.example.com^port=587^auth=Bearer " + token + "^^";

        assertThat(oauthBearer.info().maxMessage()).isGreaterThanOrEqualTo(message.length());
        assertThat(question(start(message)).token().octets()).hasSize(8192);
    }

    private static void assertMalformed(ServerStep step) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        ServerStep.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED));
    }

    private ServerStep start(String message) {
        return start(message.replace('^', '\u0001').getBytes(UTF_8), 0);
    }

    private ServerStep start(byte[] message, int port) {
        return oauthBearer.start(new Context(port), message);
    }

    private static CheckToken question(ServerStep step) {
        return (CheckToken) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to CheckToken is a TokenVerdict
    private static ServerStep answer(ServerStep step, TokenVerdict verdict) throws Exception {
        assertThat(question(step)).isNotNull();
        return ((ServerStep.Ask<TokenVerdict>) step).then().answered(verdict);
    }

    /** OAUTHBEARER needs nothing but the facts. */
    private record Context(int port) implements ServerContext {
        @Override
        public ConnectionFacts facts() {
            return ConnectionFacts.of("smtp", "server.example.com").port(port).build();
        }

        @Override
        public Seams seams() {
            throw new AssertionError();
        }

        @Override
        public boolean offers(String mechanism) {
            throw new AssertionError();
        }

        @Override
        public void onSuccess(Runnable afterwards) {
            throw new AssertionError();
        }

        @Override
        public <C extends AutoCloseable> C own(C resource) {
            return resource;
        }
    }
}
