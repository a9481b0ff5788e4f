package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.profileOf;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

/** No rule complains about a mechanism that is as it should be. */
class SoundMechanismsTest {
    private static final HmacMechanism BOTH = new HmacMechanism();

    /** The server side alone. */
    record Server() implements ServerMechanism {
        @Override
        public MechanismInfo info() {
            return BOTH.info();
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            return BOTH.start(context, initialResponse);
        }
    }

    /** The client side alone. */
    record Client() implements ClientMechanism {
        @Override
        public MechanismInfo info() {
            return BOTH.info();
        }

        @Override
        public ClientStep start(ClientContext context) {
            return BOTH.start(context);
        }
    }

    @Test
    void challengeAndResponse() {
        Contract contract = Contract.of(profileOf(new HmacMechanism()));

        assertThat(contract.complaints()).isEmpty();
        assertThat(contract.skipped()).containsExactly("everyListedOctetIsIgnored");
    }

    @Test
    void challengeAndResponseWithALayer() {
        assertThat(Contract.of(profileOf(new LayeredMechanism())).complaints()).isEmpty();
    }

    @Test
    void plaintextPassword() {
        assertThat(Contract.of(PlaintextMechanism.profile(new PlaintextMechanism()))
                        .complaints())
                .isEmpty();
    }

    @Test
    void bearerToken() {
        assertThat(Contract.of(profileOf(new TokenMechanism())).complaints()).isEmpty();
    }

    @Test
    void certificate() {
        MechanismProfile.Builder profile =
                profileOf(new CertificateMechanism()).admits(0, authorizationId -> authorizationId.length == 0);

        assertThat(Contract.of(profile).complaints()).isEmpty();
    }

    @Test
    void anonymous() {
        assertThat(Contract.of(AnonymousMechanism.profile()).complaints()).isEmpty();
    }

    @Test
    void aServerIsTriedWithItsCounterpart() {
        Contract contract = Contract.of(profileOf(new Server()).counterpart(new Client()));

        assertThat(contract.complaints()).isEmpty();
        assertThat(contract.skipped()).containsExactlyInAnyOrder("clientSurvivesAnyInput", "everyListedOctetIsIgnored");
    }

    @Test
    void aClientIsTriedWithItsCounterpart() {
        Contract contract = Contract.of(profileOf(new Client()).counterpart(new Server()));

        assertThat(contract.complaints()).isEmpty();
        assertThat(contract.skipped()).containsExactlyInAnyOrder("serverSurvivesAnyInput", "everyListedOctetIsIgnored");
    }

    @Test
    void aServerAloneIsTriedWithHostileInputs() {
        Contract contract = Contract.of(profileOf(new Server()));

        assertThat(contract.complaints()).isEmpty();
        assertThat(contract.kept()).contains("serverSurvivesAnyInput", "memoryIsBounded");
        assertThat(contract.skipped()).contains("rightCredentialsAuthenticate", "everyChangedOctetIsNoticed");
    }

    @Test
    void aClientAloneIsTriedWithHostileInputs() {
        Contract contract = Contract.of(profileOf(new Client()));

        assertThat(contract.complaints()).isEmpty();
        assertThat(contract.kept()).contains("clientSurvivesAnyInput", "memoryIsBounded");
        assertThat(contract.skipped()).contains("rightCredentialsAuthenticate", "everyChangedOctetIsNoticed");
    }
}
