package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mechanism says of itself. */
class MechanismInfoTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "PLAIN", "CRAM-MD5", "X_1-2", "9", "SCRAM-SHA3-512-PLUS", "ABCDEFGHIJKLMNOPQRST"})
    @Requirement({"SASL-01", "SASL-02"})
    void takesTheNamesOfTheGrammar_SASL01(String name) {
        assertThat(MechanismInfo.named(name).build().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "Plain", "PLAIN ", "PLÄIN", "A.B", "A\n", "\u0130", "A\0", "ABCDEFGHIJKLMNOPQRSTU"})
    @Requirement({"SASL-01", "SASL-02"})
    void refusesEveryOtherName_SASL02(String name) {
        assertThatThrownBy(() -> MechanismInfo.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysLittleUntilItIsTold() {
        MechanismInfo info = MechanismInfo.named("X-ONE").build();

        assertThat(info.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(info.traits()).isEmpty();
        assertThat(info.status()).isEqualTo(Status.CURRENT);
        assertThat(info.rank()).isZero();
        assertThat(info.maxMessage()).isEqualTo(4096);
        assertThat(info.maxRounds()).isEqualTo(8);
        assertThat(info.needs()).isEmpty();
        assertThat(info.clientNeed()).isEqualTo(ClientNeed.PASSWORD);
        assertThat(info).hasToString("X-ONE");
    }

    @Test
    void saysWhatItIsTold() {
        MechanismInfo info = MechanismInfo.named("X-ONE")
                .firstMover(FirstMover.EITHER)
                .traits(Trait.MUTUAL, Trait.ANONYMOUS)
                .status(Status.HISTORIC)
                .rank(-5)
                .maxMessage(1)
                .maxRounds(1)
                .needs(new Need.Tokens(), new Need.Workers())
                .clientNeed(ClientNeed.NOTHING)
                .build();

        assertThat(info.firstMover()).isEqualTo(FirstMover.EITHER);
        assertThat(info.traits()).containsExactlyInAnyOrder(Trait.MUTUAL, Trait.ANONYMOUS);
        assertThat(info.has(Trait.MUTUAL)).isTrue();
        assertThat(info.has(Trait.BEARER_TOKEN)).isFalse();
        assertThat(info.status()).isEqualTo(Status.HISTORIC);
        assertThat(info.rank()).isEqualTo(-5);
        assertThat(info.maxMessage()).isEqualTo(1);
        assertThat(info.maxRounds()).isEqualTo(1);
        assertThat(info.needs()).containsExactlyInAnyOrder(new Need.Tokens(), new Need.Workers());
        assertThat(info.clientNeed()).isEqualTo(ClientNeed.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    @Requirement("SEC-08")
    void hasNoLimitThatLetsNothingThrough_SEC08(int limit) {
        MechanismInfo.Builder builder = MechanismInfo.named("X-ONE");

        assertThatThrownBy(() -> builder.maxMessage(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxRounds(limit)).isInstanceOf(IllegalArgumentException.class);
    }
}
