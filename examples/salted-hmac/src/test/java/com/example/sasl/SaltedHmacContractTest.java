package com.example.sasl;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

// begin contract
class SaltedHmacContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new SaltedHmacMechanism()).build();
    }
}
// end contract
