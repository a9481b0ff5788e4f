package org.countersign.sasl.digestmd5;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class DigestMd5ContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return Profiles.forgiving(MechanismProfile.of(new DigestMd5Mechanism())).build();
    }
}
