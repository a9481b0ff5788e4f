package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.harness.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mechanisms may be used where. */
class SaslPolicyTest {
    private static final ConnectionFacts CLEAR = Facts.SMTP;
    private static final ConnectionFacts TLS = Facts.smtp().tls(Facts.TLS).build();

    private static MechanismInfo with(Trait... traits) {
        return MechanismInfo.named("X-ONE").traits(traits).build();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAINTEXT_PASSWORD", "BEARER_TOKEN"})
    @Requirement("SMTP-03")
    void aSecretTravelsOverTlsOnly_SMTP03(Trait trait) {
        assertThat(SaslPolicy.safe().permits(with(trait), CLEAR)).isFalse();
        assertThat(SaslPolicy.safe().permits(with(trait), TLS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLAINTEXT_PASSWORD", "BEARER_TOKEN", "ANONYMOUS"})
    void whatSendsNoSecretIsUsedEverywhere(Trait trait) {
        assertThat(SaslPolicy.safe().permits(with(trait), CLEAR)).isTrue();
        assertThat(SaslPolicy.safe().permits(with(trait), TLS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void ageAloneForbidsNothing(Status status) {
        MechanismInfo info = MechanismInfo.named("X-ONE").status(status).build();

        assertThat(SaslPolicy.safe().permits(info, CLEAR)).isTrue();
    }

    @Test
    @Requirement("ANON-03")
    void nobodyIsAnonymousUnlessItIsSwitchedOn_ANON03() {
        assertThat(SaslPolicy.safe().permits(with(Trait.ANONYMOUS), TLS)).isFalse();
        assertThat(SaslPolicy.safe().alsoAllow("X-ONE").permits(with(Trait.ANONYMOUS), CLEAR))
                .isTrue();
    }

    @Test
    void whatIsAllowedByNameIsAllowedEverywhere() {
        SaslPolicy policy = SaslPolicy.safe().alsoAllow("X-TWO").alsoAllow("X-ONE");

        assertThat(policy.permits(with(Trait.PLAINTEXT_PASSWORD), CLEAR)).isTrue();
        assertThat(SaslPolicy.safe().alsoAllow("X-TWO").permits(with(Trait.PLAINTEXT_PASSWORD), CLEAR))
                .isFalse();
    }

    @Test
    void onlySomeAreUsedEachWhereItIsPermitted() {
        SaslPolicy policy = SaslPolicy.safe().only("X-ONE", "X-TWO");

        assertThat(policy.permits(with(), CLEAR)).isTrue();
        assertThat(policy.permits(with(Trait.PLAINTEXT_PASSWORD), CLEAR)).isFalse();
        assertThat(policy.permits(MechanismInfo.named("X-THREE").build(), CLEAR))
                .isFalse();
    }

    @Test
    void whatIsDeniedIsNotUsedHoweverItIsAllowed() {
        assertThat(SaslPolicy.safe().deny("X-ONE").alsoAllow("X-ONE").permits(with(), TLS))
                .isFalse();
        assertThat(SaslPolicy.safe().deny("X-TWO").permits(with(), CLEAR)).isTrue();
    }

    @Test
    void furtherConditionsAllHold() {
        SaslPolicy policy = SaslPolicy.safe()
                .where((info, facts) -> facts.tls() != null)
                .where((info, facts) -> !info.has(Trait.DICTIONARY_ATTACKABLE));

        assertThat(policy.permits(with(), TLS)).isTrue();
        assertThat(policy.permits(with(), CLEAR)).isFalse();
        assertThat(policy.permits(with(Trait.DICTIONARY_ATTACKABLE), TLS)).isFalse();
    }
}
