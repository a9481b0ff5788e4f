package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.harness.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mechanisms a client is willing to use. */
class ClientPolicyTest {
    private static final ConnectionFacts UNVERIFIED =
            Facts.smtp().tls(Facts.TLS).build();
    private static final ConnectionFacts VERIFIED =
            Facts.smtp().tls(Facts.VERIFIED_TLS).build();

    private static MechanismInfo with(int rank, Trait... traits) {
        return MechanismInfo.named("X-ONE").rank(rank).traits(traits).build();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAINTEXT_PASSWORD", "BEARER_TOKEN"})
    @Requirement({"SEC-02", "SMTP-36"})
    void sendsASecretToAVerifiedServerOnly_SMTP36(Trait trait) {
        ClientPolicy policy = ClientPolicy.safe();

        assertThat(policy.permits(with(0, trait), Facts.SMTP)).isFalse();
        assertThat(policy.permits(with(0, trait), UNVERIFIED)).isFalse();
        assertThat(policy.permits(with(0, trait), VERIFIED)).isTrue();
        assertThat(policy.allowCleartext().permits(with(0, trait), Facts.SMTP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLAINTEXT_PASSWORD", "BEARER_TOKEN"})
    void usesWhatSendsNoSecretEverywhere(Trait trait) {
        assertThat(ClientPolicy.safe().permits(with(0, trait), Facts.SMTP)).isTrue();
    }

    @Test
    @Requirement({"SEC-02", "SASL-24"})
    void usesNothingBelowItsMinimum_SEC02() {
        assertThat(ClientPolicy.safe().permits(with(-1), VERIFIED)).isFalse();
        ClientPolicy strong = new ClientPolicy(10, true, false, false, Set.of());
        assertThat(strong.permits(with(9), VERIFIED)).isFalse();
        assertThat(strong.permits(with(10), VERIFIED)).isTrue();
    }

    @Test
    void usesNothingThatIsForbiddenByName() {
        ClientPolicy policy = new ClientPolicy(0, true, false, false, Set.of("X-ONE"));

        assertThat(policy.permits(with(100), VERIFIED)).isFalse();
        assertThat(policy.permits(MechanismInfo.named("X-TWO").build(), VERIFIED))
                .isTrue();
    }

    @Test
    void mayInsistOnChannelBinding() {
        ClientPolicy policy = new ClientPolicy(0, true, true, false, Set.of());

        assertThat(policy.permits(with(0), VERIFIED)).isFalse();
        assertThat(policy.permits(with(0, Trait.CHANNEL_BINDING), VERIFIED)).isTrue();
    }

    @Test
    void mayInsistThatTheServerProvesItself() {
        ClientPolicy policy = new ClientPolicy(0, true, false, true, Set.of());

        assertThat(policy.permits(with(0), VERIFIED)).isFalse();
        assertThat(policy.permits(with(0, Trait.MUTUAL), VERIFIED)).isTrue();
    }

    @Test
    void keepsItsOtherDemandsInCleartext() {
        ClientPolicy policy = new ClientPolicy(5, true, true, true, Set.of("X-TWO")).allowCleartext();

        assertThat(policy).isEqualTo(new ClientPolicy(5, false, true, true, Set.of("X-TWO")));
    }
}
