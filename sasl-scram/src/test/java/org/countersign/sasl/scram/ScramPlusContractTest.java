package org.countersign.sasl.scram;

import java.util.Set;
import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class ScramPlusContractTest extends MechanismContract {

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new ScramMechanism(ScramHash.SHA_256, true, ScramMechanisms.MOST_ITERATIONS))
                .facts(connection ->
                        connection.channelBindings(Set.of("tls-exporter"), type -> Vector.EXPORTED.clone()))
                .build();
    }
}
