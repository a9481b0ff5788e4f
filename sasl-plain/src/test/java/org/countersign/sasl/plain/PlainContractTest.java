package org.countersign.sasl.plain;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class PlainContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new PlainMechanism()).build();
    }
}
