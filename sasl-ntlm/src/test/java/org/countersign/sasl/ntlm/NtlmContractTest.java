package org.countersign.sasl.ntlm;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class NtlmContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new NtlmMechanism()).build();
    }
}
