package org.countersign.sasl.anonymous;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.server.SaslPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server function alone: octets in, step out. */
class AnonymousServerTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    private final AnonymousMechanism mechanism = new AnonymousMechanism();

    @Test
    @Requirement({"ANON-01", "ANON-04"})
    void saysWhatItIs_ANON01() {
        MechanismInfo info = mechanism.info();

        assertThat(info.name()).isEqualTo("ANONYMOUS");
        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).containsExactly(Trait.ANONYMOUS);
        assertThat(info.needs()).isEmpty();
        assertThat(info.clientNeed()).isEqualTo(ClientNeed.NOTHING);
        assertThat(info.maxMessage()).isEqualTo(1020);
        assertThat(info.maxRounds()).isEqualTo(1);
    }

    @Test
    @Requirement("ANON-03")
    void isOffUntilItIsSwitchedOn_ANON03() {
        assertThat(SaslPolicy.safe().permits(mechanism.info(), FACTS)).isFalse();
        assertThat(SaslPolicy.safe().alsoAllow("ANONYMOUS").permits(mechanism.info(), FACTS))
                .isTrue();
    }

    /** RFC 4505, section 4; the tests of GNU SASL; nothing at all. */
    @ParameterizedTest
    @CsvSource({"c2lyaGM=, sirhc", "Zm9vQGJhci5jb20=, foo@bar.com", "'', ''"})
    @Requirement({"ANON-01", "ANON-04"})
    void takesTheExamples_ANON01(String message, String trace) {
        ServerStep.Success success =
                (ServerStep.Success) mechanism.start(null, Base64.getDecoder().decode(message));

        assertThat(success.identity()).isEqualTo(new ProvedIdentity.Anonymous(trace));
        assertThat(success.authorizationId()).isNull();
        assertThat(success.finalData()).isNull();
        assertThat(success.layer()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b@c", "a\nb", "\u202eevil"})
    @Requirement({"ANON-01", "ANON-02"})
    void refusesWhatIsNoTrace_ANON01(String message) {
        ServerStep.Failure failure = (ServerStep.Failure) mechanism.start(null, Utf8.encode(message));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.detail()).isEqualTo("not [email / token]");
    }
}
