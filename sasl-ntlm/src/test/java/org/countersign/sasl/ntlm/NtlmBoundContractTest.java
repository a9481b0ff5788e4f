package org.countersign.sasl.ntlm;

import java.util.Set;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

/** The strictest policy, inside of TLS. */
class NtlmBoundContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        NtlmPolicy strict = NtlmPolicy.builder()
                .requireMic(true)
                .channelBinding(Demand.REQUIRE)
                .targetNames("smtp/mail.example.org")
                .build();
        NtlmMechanism mechanism = new NtlmMechanism(strict);
        return MechanismProfile.of(mechanism)
                .facts(connection -> connection.channelBindings(Set.of(ChannelBindingHash.TYPE), type -> new byte[32]))
                .providedBy(mechanism)
                .build();
    }
}
