package org.countersign.sasl.xoauth2;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.Side;

class Xoauth2ContractTest extends MechanismContract {
    private static final int SCHEME = "user=tim^auth=".length();
    private static final int SPACE = SCHEME + "Bearer".length();

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new Xoauth2Mechanism())
                .unauthenticated(
                        Side.CLIENT, 0, (message, at) -> at >= SCHEME && at < SPACE, "RFC 7235, section 2.1: any case")
                .unauthenticated(
                        Side.CLIENT, 0, (message, at) -> at == SPACE || at == SPACE + 1, "RFC 6750, section 2.1: 1*SP")
                .build();
    }
}
