package org.countersign.sasl.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides through the real drivers. */
class NtlmExchangeTest {
    private static final ServerReply REFUSED = new ServerReply.Failure(FailureKind.REJECTED);
    private static final byte[] CERTIFICATE = new byte[32];

    private final Talk talk = new Talk();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(NtlmMechanism.class.getClassLoader());

        assertThat(found.find("NTLM")).get().isInstanceOf(NtlmMechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Kurt, Kurt, xipj3plmq",
        "Test, Test, Password",
        "EXAMPLE\\Kurt, Kurt, xipj3plmq",
        "\\Kurt, Kurt, xipj3plmq"
    })
    @Requirement({"NTLM-13", "NTLM-18", "SMTPNTLM-01"})
    void letsInWhoeverKnowsThePassword_NTLM18(String typed, String user, String password) {
        assertThat(talk.authenticate(typed, password)).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named(user));
            assertThat(success.who().authorizationId()).isEqualTo(user);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Test, wrong proof",
        "Kurt, wrong proof",
        "Gast, unknown user",
        "Hash, no usable NTLM verifier",
        "Void, no usable NTLM verifier"
    })
    @Requirement({"SEC-04", "SASL-13"})
    void tellsNobodyWhyItRefuses_SEC04(String user, String cause) {
        assertThat(talk.authenticate(user, "tanstaaf")).isEqualTo(REFUSED);
        assertThat(talk.causes).containsExactly(cause);
    }

    @Test
    @Requirement({"SEC-09", "NTLM-22"})
    void refusesAnAnswerToAnotherChallenge_SEC09() {
        talk.authenticate("Kurt", "xipj3plmq");
        byte[] recorded = talk.sent.get(2);
        talk.authenticate = fresh -> recorded;

        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
        assertThat(talk.causes).containsExactly("", "wrong proof");
    }

    @Test
    @Requirement({"SMTPNTLM-04", "SMTPNTLM-05"})
    void allowsNoSecondAnswer_SMTPNTLM04() {
        talk.authenticate = octets -> {
            octets[octets.length - 1] ^= 1;
            return octets;
        };
        ServerExchange exchange = talk.serve();
        Talk.now(exchange.start(new Negotiate(0x201, new byte[0], new byte[0]).encode()));
        talk.authenticate("Kurt", "xipj3plmq");

        assertThat(Talk.now(exchange.respond(talk.sent.get(2).clone()))).isEqualTo(REFUSED);
        assertThatIllegalStateException().isThrownBy(() -> exchange.respond(new byte[0]));
    }

    @Test
    @Requirement({"NTLM-22", "NTLM-23", "NTLM-30"})
    void refusesAnyMessageThatWasChangedOnTheWay_NTLM22() {
        talk.negotiate = octets -> flip(octets, 12, 0x20);
        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
        talk.negotiate = octets -> octets;
        talk.challenge = octets -> flip(octets, 50, 1); // a version that nobody looks at
        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
        talk.challenge = octets -> octets;
        talk.authenticate = octets -> flip(octets, 72, 1); // the code itself
        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
        assertThat(talk.causes).containsOnly("wrong or missing message integrity code");
    }

    @Test
    @Requirement({"NTLM-16", "NTLM-23"})
    void nobodyTalksTheClientOutOfItsCode_NTLM23() {
        talk.challenge = octets -> {
            Challenge sent = Challenge.parse(octets);
            int flags = sent.flags() & ~NtlmFlag.of(NtlmFlag.TARGET_INFO);
            return new Challenge(flags, sent.targetName(), sent.nonce(), new byte[0], new byte[0]).encode();
        };

        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
        assertThat(talk.causes).containsExactly("wrong or missing message integrity code");
    }

    @Test
    @Requirement({"NTLM-02", "NTLM-23"})
    void refusesAStrippedCode_NTLM23() {
        talk.authenticate = octets -> {
            Arrays.fill(octets, 72, 88, (byte) 0);
            return octets;
        };

        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Demand.class)
    @Requirement({"NTLM-28", "NTLM-29", "CB-05"})
    void bindsToTheChannelThatBothSee_NTLM29(Demand demand) {
        talk.server = NtlmPolicy.builder().channelBinding(demand).build();
        talk.serverFacts = TestContext.bound(CERTIFICATE);
        talk.clientFacts = TestContext.bound(CERTIFICATE);

        assertThat(talk.authenticate("Kurt", "xipj3plmq"))
                .isInstanceOfSatisfying(
                        ServerReply.Success.class,
                        success -> assertThat(success.who().boundTo())
                                .isEqualTo(demand == Demand.REQUIRE ? "tls-server-end-point" : null));
    }

    @ParameterizedTest
    @CsvSource({"OFF, true, true", "ALLOW, true, false", "REQUIRE, false, false"})
    @Requirement({"NTLM-29", "CB-08"})
    void refusesAnotherChannel_NTLM29(Demand demand, boolean unbound, boolean otherChannel) {
        talk.server = NtlmPolicy.builder().channelBinding(demand).build();
        talk.serverFacts = TestContext.bound(CERTIFICATE);

        assertThat(talk.authenticate("Kurt", "xipj3plmq") instanceof ServerReply.Success)
                .isEqualTo(unbound);
        talk.clientFacts = TestContext.bound(new byte[] {1});
        assertThat(talk.authenticate("Kurt", "xipj3plmq") instanceof ServerReply.Success)
                .isEqualTo(otherChannel);
    }

    @Test
    @Requirement({"NTLM-17", "NTLM-18"})
    void meansTheServerThatItTalksTo_NTLM17() {
        talk.server = NtlmPolicy.builder().targetNames("SMTP/mail.example.org").build();
        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isInstanceOf(ServerReply.Success.class);
        talk.server = NtlmPolicy.builder().targetNames("imap/mail.example.org").build();
        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(REFUSED);
    }

    @Test
    @Requirement("SEC-08")
    void refusesAMessageOverItsLimit_SEC08() {
        talk.negotiate = octets -> Arrays.copyOf(octets, 4097);

        assertThat(talk.authenticate("Kurt", "xipj3plmq")).isEqualTo(new ServerReply.Failure(FailureKind.MALFORMED));
    }

    private static byte[] flip(byte[] octets, int at, int bits) {
        octets[at] ^= (byte) bits;
        return octets;
    }
}
