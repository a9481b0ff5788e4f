package org.countersign.sasl.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
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
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class NtlmServerTest {
    private static final NtHash ADMINISTRATOR = Vectors.hash("P@ssw0rd");

    @Test
    @Requirement({"SMTPNTLM-01", "NTLM-30"})
    void saysWhatItIs_SMTPNTLM01() {
        MechanismInfo info = new NtlmMechanism().info();

        assertThat(info.name()).isEqualTo("NTLM");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).containsExactly(Trait.DICTIONARY_ATTACKABLE);
        assertThat(info.status()).isEqualTo(Status.LEGACY);
        assertThat(info.needs()).containsExactly(new Need.Verifier(new NtlmKind()));
    }

    @Test
    @Requirement({"NTLM-04", "NTLM-05", "NTLM-07"})
    void introducesItself_NTLM05() {
        byte[] negotiate = new Negotiate(0xa2088207, new byte[0], new byte[0]).encode();
        Challenge challenge = challenge(TestContext.FACTS, negotiate);

        assertThat(challenge)
                .hasToString("CHALLENGE[UNICODE|REQUEST_TARGET|NTLM|ALWAYS_SIGN|TARGET_TYPE_SERVER"
                        + "|EXTENDED_SESSIONSECURITY|TARGET_INFO, target=\"MAIL\", nonce=0123456789abcdef,"
                        + " [NbDomainName=\"MAIL\", NbComputerName=\"MAIL\", DnsComputerName=\"mail.example.org\","
                        + " Timestamp=2012-12-19T18:00:00Z]]");
    }

    @Test
    @Requirement("NTLM-05")
    void namesItsFirstRealmAsItsDomain_NTLM05() {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "an-unusually-long-name.example.org")
                .realms("example.org", "example.net")
                .build();
        Challenge challenge = challenge(facts, new Negotiate(0x206, new byte[0], new byte[0]).encode());

        assertThat(challenge)
                .asString()
                .startsWith("CHALLENGE[OEM|REQUEST_TARGET|NTLM|TARGET_TYPE_DOMAIN|TARGET_INFO, target=\"EXAMPLE\"")
                .contains("NbDomainName=\"EXAMPLE\", NbComputerName=\"AN-UNUSUALLY-LO\"");
    }

    @Test
    @Requirement("NTLM-05")
    void namesNoTargetToWhomDoesNotAsk_NTLM05() {
        Challenge challenge = challenge(TestContext.FACTS, new Negotiate(0x201, new byte[0], new byte[0]).encode());

        assertThat(challenge.targetName()).isEmpty();
        assertThat(challenge).asString().startsWith("CHALLENGE[UNICODE|NTLM|TARGET_INFO, ");
    }

    @ParameterizedTest
    @CsvSource({
        // what the client offers, what it gets of it
        "00000203, 00000201", // Unicode rather than OEM
        "a0000201, 00000201", // strengths without a use
        "a0000211, a0000211", // signing
        "a0000221, a0000221", // sealing
        "40088201, 40088201", // keys, extended session security
        "000802c1, 00080201" // neither datagrams nor the LM key, and extended session security instead of it
    })
    @Requirement("NTLM-04")
    void answersWhatTheClientOffers_NTLM04(String offered, String answered) {
        int flags = Integer.parseUnsignedInt(offered, 16);
        Challenge challenge = challenge(TestContext.FACTS, new Negotiate(flags, new byte[0], new byte[0]).encode());

        assertThat(challenge.flags() & ~NtlmFlag.of(NtlmFlag.TARGET_INFO))
                .isEqualTo(Integer.parseUnsignedInt(answered, 16));
    }

    @Test
    @Requirement("NTLM-27")
    void offersNoKeysByItself_NTLM27() {
        Challenge challenge = challenge(TestContext.FACTS, new Negotiate(0x201, new byte[0], new byte[0]).encode());

        assertThat(NtlmFlag.SIGN.in(challenge.flags())
                        || NtlmFlag.SEAL.in(challenge.flags())
                        || NtlmFlag.KEY_EXCH.in(challenge.flags()))
                .isFalse();
    }

    private static Stream<byte[]> noNegotiate() {
        return Stream.of(
                new byte[0],
                "NTLMSSP".getBytes(),
                hex(Vectors.V2_CHALLENGE),
                Arrays.copyOf(hex(Vectors.WINDOWS_NEGOTIATE), 15),
                new Negotiate(0x204, new byte[0], new byte[0]).encode()); // neither Unicode nor OEM
    }

    @ParameterizedTest
    @MethodSource("noNegotiate")
    @Requirement("NTLM-04")
    void refusesWhatIsNoNegotiate_NTLM04(byte[] octets) {
        ServerStep step = new NtlmMechanism().start(TestContext.of(TestContext.FACTS), octets);

        assertThat(failure(step)).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"NTLM-18", "NTLM-22", "NTLM-29"})
    void takesTheAnswerOfWindows_NTLM18() throws Exception {
        NtlmPolicy strict = NtlmPolicy.builder()
                .requireMic(true)
                .channelBinding(Demand.REQUIRE)
                .targetNames("http/DC-WS2008R2.ws2008r2.local")
                .clockSkew(Duration.ofHours(1))
                .build();

        assertThat(windows(strict, ADMINISTRATOR, Tamper.NOTHING))
                .isEqualTo(ServerStep.success("Administrator").boundTo("tls-server-end-point"));
        assertThat(windows(NtlmPolicy.safe(), ADMINISTRATOR, Tamper.NOTHING))
                .isEqualTo(ServerStep.success("Administrator"));
    }

    @Test
    @Requirement({"NTLM-18", "NTLM-22", "NTLM-23"})
    void refusesTheAnswerOfWindowsWithAnyBitFlipped_NTLM22() throws Exception {
        for (Tamper.Which which : Tamper.Which.values()) {
            for (int bit = 0; bit < 8 * which.length(); bit++) {
                ServerStep step = windows(NtlmPolicy.safe(), ADMINISTRATOR, new Tamper(which, bit));
                assertThat(step).as("%s, bit %d", which, bit).isInstanceOf(ServerStep.Failure.class);
            }
        }
    }

    @Test
    @Requirement("NTLM-18")
    void refusesAWrongPassword_NTLM18() throws Exception {
        assertThat(windows(NtlmPolicy.safe(), Vectors.hash("P@ssw0rd "), Tamper.NOTHING))
                .isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @ParameterizedTest
    @EnumSource(Demand.class)
    @Requirement({"NTLM-29", "CB-08"})
    void refusesTheChannelOfSomebodyElse_NTLM29(Demand demand) throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().channelBinding(demand).build();
        for (ConnectionFacts facts : List.of(TestContext.FACTS, TestContext.bound(new byte[32]))) {
            ServerStep step = windows(policy, facts, ADMINISTRATOR, Tamper.NOTHING);
            assertThat(step)
                    .isEqualTo(
                            demand == Demand.OFF
                                    ? ServerStep.success("Administrator")
                                    : ServerStep.rejected("wrong or missing channel binding"));
        }
    }

    @Test
    @Requirement("NTLM-18")
    void refusesAClientThatMeansSomebodyElse_NTLM18() throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder()
                .targetNames("smtp/mail.example.org", "smtp/localhost")
                .build();

        assertThat(windows(policy, ADMINISTRATOR, Tamper.NOTHING))
                .isEqualTo(ServerStep.rejected("wrong or missing target name"));
    }

    @ParameterizedTest
    @CsvSource({"PT49M23S, false", "PT49M24S, true", "P2D, true"})
    @Requirement("NTLM-18")
    void looksAtTheClientsClockIfTold_NTLM18(Duration longest, boolean right) throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().clockSkew(longest).build();

        assertThat(windows(policy, ADMINISTRATOR, Tamper.NOTHING))
                .isEqualTo(right ? ServerStep.success("Administrator") : ServerStep.rejected("clock"));
    }

    /** Test 906 of curl: OEM strings, no domain, no message integrity code. */
    @Test
    @Requirement({"NTLM-01", "NTLM-14", "NTLM-15"})
    void takesTheSessionOfCurl_NTLM01() throws Exception {
        ServerStep step = curl(NtlmPolicy.safe(), CurlSessions.V2_CHALLENGE, CurlSessions.V2_AUTHENTICATE);

        assertThat(question(step).user()).isEqualTo("testuser");
        assertThat(question(step).realm()).isEmpty();
        assertThat(answer(step, Vectors.hash("testpass"))).isEqualTo(ServerStep.success("testuser"));
        assertThat(answer(step, Vectors.hash("testpasS"))).isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @Test
    @Requirement("NTLM-23")
    void refusesAClientWithoutCodeIfTold_NTLM23() throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().requireMic(true).build();
        ServerStep step = curl(policy, CurlSessions.V2_CHALLENGE, CurlSessions.V2_AUTHENTICATE);

        assertThat(answer(step, Vectors.hash("testpass")))
                .isEqualTo(ServerStep.rejected("wrong or missing message integrity code"));
    }

    @Test
    @Requirement("NTLM-29")
    void refusesAClientWithoutChannelIfTold_NTLM29() throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().channelBinding(Demand.REQUIRE).build();
        ServerStep step = curl(policy, CurlSessions.V2_CHALLENGE, CurlSessions.V2_AUTHENTICATE);

        assertThat(answer(step, Vectors.hash("testpass")))
                .isEqualTo(ServerStep.rejected("wrong or missing channel binding"));
        assertThat(new NtlmMechanism(policy).info().traits()).contains(Trait.CHANNEL_BINDING);
        assertThat(new NtlmMechanism(policy).available(TestContext.FACTS)).isFalse();
        assertThat(new NtlmMechanism(policy).available(TestContext.bound(new byte[32])))
                .isTrue();
    }

    @Test
    @Requirement("NTLM-18")
    void refusesAClientThatMeansNobodyIfTold_NTLM18() throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().targetNames("smtp/localhost").build();
        ServerStep step = curl(policy, CurlSessions.V2_CHALLENGE, CurlSessions.V2_AUTHENTICATE);

        assertThat(answer(step, Vectors.hash("testpass")))
                .isEqualTo(ServerStep.rejected("wrong or missing target name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Domain", "", "domain"})
    @Requirement({"NTLM-13", "NTLM-14"})
    void triesTheDomainAsSentAndNone_NTLM14(String domain) throws Exception {
        for (String proved : List.of(domain, "", "DOMAIN")) {
            boolean right = !proved.equals("DOMAIN");
            assertThat(v2(NtlmPolicy.safe(), "tim", domain, proved))
                    .isEqualTo(right ? ServerStep.success("tim") : ServerStep.rejected("wrong proof"));
        }
    }

    @Test
    @Requirement("NTLM-13")
    void triesTheDomainInUpperCaseIfTold_NTLM13() throws Exception {
        NtlmPolicy policy = NtlmPolicy.builder().upperCasedDomains(true).build();

        assertThat(v2(policy, "tim", "Domain", "DOMAIN")).isEqualTo(ServerStep.success("tim"));
        assertThat(v2(policy, "tim", "Domain", "Domain")).isEqualTo(ServerStep.success("tim"));
        assertThat(v2(policy, "tim", "Domain", "")).isEqualTo(ServerStep.success("tim"));
        assertThat(v2(policy, "tim", "Domain", "domain")).isEqualTo(ServerStep.rejected("wrong proof"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"straße", "\ufb01sh", "\u0149", "jürgen", "日本"})
    @Requirement("NTLM-13")
    void takesNamesThatGrowInUpperCase_NTLM13(String user) throws Exception {
        String prepared = java.text.Normalizer.normalize(user, java.text.Normalizer.Form.NFKC);

        assertThat(v2(NtlmPolicy.safe(), user, "", "")).isEqualTo(ServerStep.success(prepared));
    }

    @Test
    @Requirement("NTLM-19")
    void refusesAnonymous_NTLM19() throws Exception {
        assertThat(respond(message(0x201, new byte[1], new byte[0], ""))).isEqualTo(ServerStep.rejected("anonymous"));
        assertThat(respond(message(0xa01, new byte[0], new byte[0], ""))).isEqualTo(ServerStep.rejected("anonymous"));
        assertThat(respond(message(0xa01, new byte[24], v2("tim", ""), "tim")))
                .isEqualTo(ServerStep.rejected("anonymous"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ti\0m", "tim\n", "\u06271", "\u00ad"})
    @Requirement("PREP-05")
    void refusesAUserNameThatCanNotBePrepared_PREP05(String user) throws Exception {
        assertThat(failure(respond(message(0x201, new byte[24], v2(user, ""), user))))
                .isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 25, 43})
    @Requirement({"NTLM-12", "NTLM-30", "SEC-01"})
    void takesNoOlderForm_NTLM12(int length) throws Exception {
        ServerStep step = respond(message(0x201, new byte[24], new byte[length], "tim"));

        assertThat(step).isInstanceOf(ServerStep.Failure.class);
    }

    @Test
    @Requirement("NTLM-01")
    void refusesNamesThatAreNoText_NTLM01() throws Exception {
        for (byte[] name : List.of(new byte[3], hex("00d8"), hex("00dc00d8"))) {
            byte[] nt = v2("tim", "");
            byte[] none = {};
            byte[] user = new Authenticate(0x201, none, nt, none, name, none, none, none, 0).encode();
            byte[] domain = new Authenticate(0x201, none, nt, name, hex("4100"), none, none, none, 0).encode();
            assertThat(failure(respond(user))).isEqualTo(FailureKind.MALFORMED);
            assertThat(failure(respond(domain))).isEqualTo(FailureKind.MALFORMED);
        }
    }

    @Test
    @Requirement({"NTLM-02", "NTLM-23"})
    void refusesACodeThatIsAnnouncedAndNotThere_NTLM23() throws Exception {
        byte[] octets = hex(Vectors.WINDOWS_AUTHENTICATE);
        Authenticate whole = Authenticate.parse(octets, 0);
        byte[] stripped = new Authenticate(
                        whole.flags(),
                        whole.lm(),
                        whole.nt(),
                        whole.domain(),
                        whole.user(),
                        whole.workstation(),
                        whole.sessionKey(),
                        whole.version(),
                        0)
                .encode();
        ServerStep step = server(NtlmPolicy.safe(), TestContext.bound(hex(Vectors.WINDOWS_CERTIFICATE)))
                .challenge(hex(Vectors.WINDOWS_NEGOTIATE), Challenge.parse(hex(Vectors.WINDOWS_CHALLENGE)));

        assertThat(answer(((ServerStep.Challenge) step).then().respond(stripped), ADMINISTRATOR))
                .isEqualTo(ServerStep.rejected("wrong or missing message integrity code"));
    }

    @Test
    @Requirement("SEC-08")
    void neverThrowsWhateverComes_SEC08() throws Exception {
        byte[] octets = hex(Vectors.V2_AUTHENTICATE);
        for (int at = 0; at < octets.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] bad = octets.clone();
                bad[at] = (byte) value;
                assertThat(respond(bad)).isNotInstanceOf(ServerStep.Success.class);
            }
        }
        assertThat(IntStream.rangeClosed(0, octets.length - 1))
                .allSatisfy(length -> assertThat(failure(respond(Arrays.copyOf(octets, length))))
                        .isEqualTo(FailureKind.MALFORMED));
    }

    @Test
    @Requirement("SEC-01")
    void isNotAvailableWhereTheRuntimeHasNoMd5_SEC01() {
        List<Provider> all = List.of(Security.getProviders());
        Stream.of(Security.getProviders("MessageDigest.MD5")).forEach(with -> Security.removeProvider(with.getName()));
        try {
            assertThat(new NtlmMechanism().available(TestContext.FACTS)).isFalse();
        } finally {
            for (int i = 0; i < all.size(); i++) {
                Security.insertProviderAt(all.get(i), i + 1);
            }
        }
        assertThat(new NtlmMechanism().available(TestContext.FACTS)).isTrue();
    }

    /** Which message has which bit flipped. */
    private record Tamper(Which which, int bit) {
        static final Tamper NOTHING = new Tamper(Which.NEGOTIATE, -1);

        enum Which {
            NEGOTIATE(Vectors.WINDOWS_NEGOTIATE),
            CHALLENGE(Vectors.WINDOWS_CHALLENGE),
            AUTHENTICATE(Vectors.WINDOWS_AUTHENTICATE);

            private final byte[] octets;

            Which(String octets) {
                this.octets = hex(octets);
            }

            int length() {
                return octets.length;
            }
        }

        byte[] apply(Which to) {
            byte[] changed = to.octets.clone();
            if (to == which && bit >= 0) {
                changed[bit / 8] ^= (byte) (1 << bit % 8);
            }
            return changed;
        }
    }

    private static ServerStep windows(NtlmPolicy policy, NtHash hash, Tamper tamper) throws Exception {
        return windows(policy, TestContext.bound(hex(Vectors.WINDOWS_CERTIFICATE)), hash, tamper);
    }

    private static ServerStep windows(NtlmPolicy policy, ConnectionFacts facts, NtHash hash, Tamper tamper)
            throws Exception {
        byte[] sent = tamper.apply(Tamper.Which.CHALLENGE);
        Challenge challenge = Challenge.parse(sent);
        if (challenge == null) {
            return ServerStep.malformed("the client does not answer");
        }
        ServerStep step = server(policy, facts)
                .authenticate(
                        tamper.apply(Tamper.Which.NEGOTIATE), sent, challenge, tamper.apply(Tamper.Which.AUTHENTICATE));
        return step instanceof ServerStep.Ask ? answer(step, hash) : step;
    }

    private static ServerStep curl(NtlmPolicy policy, String challenge, String authenticate) throws Exception {
        ServerStep step = server(policy, TestContext.FACTS)
                .challenge(decode(CurlSessions.NEGOTIATE), Challenge.parse(decode(challenge)));
        return ((ServerStep.Challenge) step).then().respond(decode(authenticate));
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** What becomes of a proof of user and domain in which the domain is another. */
    private static ServerStep v2(NtlmPolicy policy, String user, String domain, String proved) throws Exception {
        byte[] none = {};
        byte[] octets = new Authenticate(
                        0x201,
                        none,
                        v2(user, proved),
                        NtlmText.encode(domain),
                        NtlmText.encode(user),
                        none,
                        none,
                        none,
                        0)
                .encode();
        return answer(respond(policy, octets), Vectors.hash(Vectors.PASSWORD));
    }

    private static byte[] v2(String user, String domain) {
        return NtlmV2Response.to(
                        Vectors.NONCE,
                        Vectors.hash(Vectors.PASSWORD).v2Key(user, domain),
                        new byte[8],
                        Vectors.CLIENT_NONCE,
                        AvPairs.NONE)
                .encode();
    }

    private static byte[] message(int flags, byte[] lm, byte[] nt, String user) {
        byte[] none = {};
        return new Authenticate(flags, lm, nt, none, NtlmText.encode(user), none, none, none, 0).encode();
    }

    private static ServerStep respond(byte[] authenticate) throws Exception {
        return respond(NtlmPolicy.safe(), authenticate);
    }

    private static ServerStep respond(NtlmPolicy policy, byte[] authenticate) throws Exception {
        ServerStep step = new NtlmMechanism(policy)
                .start(TestContext.of(TestContext.FACTS), new Negotiate(0x207, new byte[0], new byte[0]).encode());
        return ((ServerStep.Challenge) step).then().respond(authenticate);
    }

    private static Challenge challenge(ConnectionFacts facts, byte[] negotiate) {
        ServerStep step = new NtlmMechanism().start(TestContext.of(facts), negotiate);
        return Challenge.parse(((ServerStep.Challenge) step).data());
    }

    private static NtlmServer server(NtlmPolicy policy, ConnectionFacts facts) {
        return new NtlmServer(policy, TestContext.of(facts));
    }

    private static FindVerifier<?> question(ServerStep step) {
        return (FindVerifier<?>) ((ServerStep.Ask<?>) step).question();
    }

    @SuppressWarnings("unchecked") // the answer to a question for the kind NTLM is a hash
    private static ServerStep answer(ServerStep step, NtHash hash) throws Exception {
        assertThat(question(step).kind()).isEqualTo(new NtlmKind());
        return ((ServerStep.Ask<NtHash>) step).then().answered(hash);
    }

    private static FailureKind failure(ServerStep step) {
        return ((ServerStep.Failure) step).kind();
    }
}
