package org.countersign.sasl.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client function, with credentials to answer it. */
class NtlmClientTest {
    private static final byte[] WINDOWS = hex(Vectors.WINDOWS_CHALLENGE);
    private static final HmacMd5Key KEY = Vectors.hash("P@ssw0rd").v2Key("Administrator", "WS2008R2");

    @Test
    @Requirement({"SMTPNTLM-03", "NTLM-03", "NTLM-27"})
    void sendsNegotiateFirst_SMTPNTLM03() {
        byte[] octets = sent(now(open(TestContext.FACTS, "tim", "secret").start()));

        assertThat(octets)
                .isEqualTo(
                        hex("4e544c4d53535000010000000782080000000000280000000000000028000000" + "0000000000000000"));
    }

    @Test
    @Requirement({"NTLM-16", "NTLM-17"})
    void answersAServerThatTellsTheTime_NTLM16() {
        Authenticate message = Authenticate.parse(answer(TestContext.FACTS, WINDOWS), 0);
        NtlmV2Response response = NtlmV2Response.parse(message.nt());

        assertThat(message.lm()).isEqualTo(new byte[24]);
        assertThat(response.time()).isEqualTo(hex("7be73fc30bdecd01"));
        assertThat(response.pairs())
                .hasToString(
                        Challenge.parse(WINDOWS).toString().replaceFirst("(?s).*?(\\[NbDomain.*)]]", "$1")
                                + ", Flags=02000000, ChannelBindings=00000000000000000000000000000000, TargetName=\"smtp/mail.example.org\"]");
        assertThat(response.answers(hex("a2c5e8ca3084aa72"), KEY)).isTrue();
    }

    @Test
    @Requirement({"NTLM-02", "NTLM-22"})
    void provesAllThreeMessages_NTLM22() {
        byte[] negotiate = sent(now(open(TestContext.FACTS, "tim", "secret").start()));
        byte[] octets = answer(TestContext.FACTS, WINDOWS);
        NtlmV2Response response =
                NtlmV2Response.parse(Authenticate.parse(octets, 0).nt());

        assertThat(response.announcesMic()).isTrue();
        assertThat(Arrays.copyOfRange(octets, 72, 88))
                .isEqualTo(SessionKeys.mic(response.sessionBaseKey(KEY), negotiate, WINDOWS, octets, 72));
    }

    @Test
    @Requirement("NTLM-28")
    void tellsTheChannelThatItSees_NTLM28() {
        ConnectionFacts facts = TestContext.bound(hex(Vectors.WINDOWS_CERTIFICATE));
        NtlmV2Response response = NtlmV2Response.parse(
                Authenticate.parse(answer(facts, WINDOWS), 0).nt());

        assertThat(response.pairs().find(AvPairs.CHANNEL_BINDINGS)).isEqualTo(hex(Vectors.WINDOWS_BINDING));
    }

    @Test
    @Requirement({"NTLM-15", "NTLM-16"})
    void answersAServerThatDoesNotTellTheTime_NTLM16() {
        byte[] octets = answer(TestContext.FACTS, hex(Vectors.V2_CHALLENGE));
        Authenticate message = Authenticate.parse(octets, 0);
        NtlmV2Response response = NtlmV2Response.parse(message.nt());

        assertThat(message.lm()).isEqualTo(NtlmV2Response.lm(Vectors.NONCE, KEY, Vectors.NONCE));
        assertThat(FileTime.toInstant(response.time())).isEqualTo("2012-12-19T18:00:00Z");
        assertThat(response.answers(Vectors.NONCE, KEY)).isTrue();
    }

    @Test
    @Requirement("NTLM-27")
    void asksForNoKeysWhateverTheServerOffers_NTLM27() {
        byte[] challenge = new Challenge(-1, new byte[0], Vectors.NONCE, new byte[4], new byte[8]).encode();
        Authenticate message = Authenticate.parse(answer(TestContext.FACTS, challenge), 0);

        assertThat(NtlmFlag.describe(message.flags()))
                .isEqualTo("UNICODE|OEM|REQUEST_TARGET|NTLM|ALWAYS_SIGN|EXTENDED_SESSIONSECURITY");
        assertThat(message.sessionKey()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00000001, 52004f004f005400, 620074007300", "00000002, 524f4f54, 627473"})
    @Requirement({"NTLM-04", "NTLM-14"})
    void sendsNamesAsTheServerWantsThem_NTLM04(String flags, String domain, String user) {
        byte[] challenge = new Challenge(
                        Integer.parseUnsignedInt(flags, 16), new byte[0], Vectors.NONCE, new byte[0], new byte[0])
                .encode();
        ClientExchange exchange = open(TestContext.FACTS, "ROOT\\bts", "secret");
        now(exchange.start());
        Authenticate message = Authenticate.parse(sent(now(exchange.challenge(challenge))), 0);

        assertThat(message.domain()).isEqualTo(hex(domain));
        assertThat(message.user()).isEqualTo(hex(user));
        assertThat(message.workstation()).isEmpty();
    }

    @Test
    @Requirement({"NTLM-01", "SMTPNTLM-02"})
    void answersTheServerOfCurl_NTLM01() {
        for (String challenge : List.of(CurlSessions.V2_CHALLENGE, CurlSessions.V1_SESSION_CHALLENGE)) {
            ClientExchange exchange = open(TestContext.FACTS, "testuser", "testpass");
            now(exchange.start());
            Authenticate message = Authenticate.parse(
                    sent(now(exchange.challenge(Base64.getDecoder().decode(challenge)))), 0);
            HmacMd5Key key = Vectors.hash("testpass").v2Key("testuser", "");

            assertThat(NtlmV2Response.parse(message.nt()).answers(hex("739d406150e0c8d7"), key))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NTLM supported", "Rubbish", "NTLMSSP\0", "NTLMSSP\0\1\0\0\0"})
    @Requirement("SMTPNTLM-04")
    void givesUpOnWhatIsNoChallenge_SMTPNTLM04(String text) {
        ClientExchange exchange = open(TestContext.FACTS, "tim", "secret");
        now(exchange.start());

        assertThat(failure(now(exchange.challenge(text.getBytes())))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"NTLM-07", "SEC-08"})
    void givesUpOnPairsThatAreNone_NTLM07() {
        byte[] challenge = new Challenge(0x800001, new byte[0], Vectors.NONCE, new byte[3], new byte[0]).encode();
        ClientExchange exchange = open(TestContext.FACTS, "tim", "secret");
        now(exchange.start());

        assertThat(failure(now(exchange.challenge(challenge)))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "DOMAIN\\, secret", "tim, ''"})
    @Requirement("NTLM-19")
    void isNeverAnonymous_NTLM19(String user, String password) {
        assertThat(failure(now(open(TestContext.FACTS, user, password).start())))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("SASL-14")
    void doesNotDropAnAuthorizationIdentity_SASL14() {
        assertThat(failure(now(open(TestContext.FACTS, new Identities("Kurt", "Ursel"), "secret")
                        .start())))
                .isEqualTo(FailureKind.REJECTED);
        assertThat(now(open(TestContext.FACTS, new Identities("Kurt", "Kurt"), "secret")
                        .start()))
                .isInstanceOf(ClientReply.Send.class);
    }

    @Test
    @Requirement({"SMTPNTLM-04", "SASL-09"})
    void believesSuccessOnlyAfterItsAnswer_SASL09() {
        ClientExchange early = open(TestContext.FACTS, "tim", "secret");
        now(early.start());
        ClientExchange exchange = open(TestContext.FACTS, "tim", "secret");
        now(exchange.start());
        now(exchange.challenge(WINDOWS.clone()));

        assertThat(failure(now(early.outcome(true, null)))).isEqualTo(FailureKind.REJECTED);
        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    @Test
    @Requirement("SMTPNTLM-04")
    void answersOneChallengeOnly_SMTPNTLM04() {
        ClientExchange exchange = open(TestContext.FACTS, "tim", "secret");
        now(exchange.start());
        now(exchange.challenge(WINDOWS.clone()));

        assertThat(failure(now(exchange.challenge(WINDOWS.clone())))).isEqualTo(FailureKind.MALFORMED);
    }

    private static byte[] answer(ConnectionFacts facts, byte[] challenge) {
        ClientExchange exchange = open(facts, "WS2008R2\\Administrator", "P@ssw0rd");
        now(exchange.start());
        return sent(now(exchange.challenge(challenge.clone())));
    }

    private static ClientExchange open(ConnectionFacts facts, String user, String password) {
        return open(facts, new Identities(user, null), password);
    }

    private static ClientExchange open(ConnectionFacts facts, Identities who, String password) {
        return ClientSide.with(Catalogue.of(new NtlmMechanism()))
                .seams(TestContext.of(facts))
                .build()
                .open("NTLM", List.of("NTLM"), facts, Credentials.password(who, password.toCharArray()), Runnable::run)
                .orElseThrow();
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static FailureKind failure(ClientReply reply) {
        return ((ClientReply.Failure) reply).kind();
    }

    private static <T> T now(java.util.concurrent.CompletionStage<T> stage) {
        return Talk.now(stage);
    }
}
