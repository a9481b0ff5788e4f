package org.countersign.sasl.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server function alone: octets in, step out. */
class ExternalServerTest {
    private final ExternalMechanism mechanism = new ExternalMechanism();

    @Test
    @Requirement({"EXT-01", "SEC-03"})
    void saysWhatItIs_EXT01() {
        MechanismInfo info = mechanism.info();

        assertThat(info.name()).isEqualTo("EXTERNAL");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).isEmpty();
        assertThat(info.rank()).isEqualTo(100);
        assertThat(info.maxRounds()).isEqualTo(1);
        assertThat(info.needs()).containsExactly(new Need.PeerIdentity());
        assertThat(info.clientNeed()).isEqualTo(ClientNeed.NOTHING);
    }

    @Test
    @Requirement("EXT-04")
    void isThereOnlyWithAVerifiedCertificate_EXT04() {
        assertThat(available(Certificates.BOTH)).isTrue();
        assertThat(available(new TlsFacts("TLSv1.3", null, List.of(Certificates.SOME), true)))
                .isTrue();
        assertThat(available(new TlsFacts("TLSv1.3", null, List.of(Certificates.SOME), false)))
                .isFalse();
        assertThat(available(new TlsFacts("TLSv1.3", Certificates.SOME, List.of(), true)))
                .isFalse();
        assertThat(available(null)).isFalse();
    }

    /** RFC 4954, section 4.1, and RFC 4422, appendix A.2. */
    @ParameterizedTest
    @CsvSource({"'', ''", "ZnJlZEBleGFtcGxlLmNvbQ==, fred@example.com"})
    @Requirement({"EXT-01", "EXT-02"})
    void takesTheExamplesOfTheRfcs_EXT01(String message, String authorizationId) throws Exception {
        ServerStep.Success success =
                (ServerStep.Success) answered(start(Base64.getDecoder().decode(message)), Optional.of("fred"));

        assertThat(success).isEqualTo(ServerStep.success("fred", authorizationId));
    }

    @Test
    @Requirement("EXT-03")
    void rejectsWhoseCertificateStandsForNobody_EXT03() throws Exception {
        assertThat(answered(start(new byte[0]), Optional.empty()))
                .isEqualTo(ServerStep.rejected("the certificate stands for nobody"));
    }

    @Test
    @Requirement({"EXT-01", "EXT-03", "SASL-15"})
    void refusesWhatIsNoAuthorizationIdentity_EXT03() {
        assertMalformed(new byte[] {0});
        assertMalformed(Utf8.encode("fred\0"));
        assertMalformed(new byte[] {'f', (byte) 0xff});
    }

    private void assertMalformed(byte[] message) {
        ServerStep.Failure failure = (ServerStep.Failure) start(message);

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.detail()).isEqualTo("not an authorization identity");
    }

    private boolean available(TlsFacts tls) {
        return mechanism.available(Certificates.facts(tls));
    }

    private ServerStep start(byte[] message) {
        return mechanism.start(null, message);
    }

    @SuppressWarnings("unchecked") // the answer to IdentifyPeer
    private static ServerStep answered(ServerStep step, Optional<String> user) throws Exception {
        ServerStep.Ask<Optional<String>> ask = (ServerStep.Ask<Optional<String>>) step;
        assertThat(ask.question()).isEqualTo(new IdentifyPeer());
        return ask.then().answered(user);
    }
}
