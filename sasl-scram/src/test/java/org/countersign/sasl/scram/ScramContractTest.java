package org.countersign.sasl.scram;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class ScramContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new ScramMechanism(ScramHash.SHA_256, false, ScramMechanisms.MOST_ITERATIONS))
                .build();
    }
}
