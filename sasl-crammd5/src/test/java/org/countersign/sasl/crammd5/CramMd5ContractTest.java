package org.countersign.sasl.crammd5;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class CramMd5ContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new CramMd5Mechanism()).build();
    }
}
