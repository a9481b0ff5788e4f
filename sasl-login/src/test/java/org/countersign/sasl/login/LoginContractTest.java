package org.countersign.sasl.login;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.Side;

class LoginContractTest extends MechanismContract {
    private static final String IGNORED = "LOGIN-04, draft-murchison-sasl-login-00 section 2.1";

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new LoginMechanism())
                .unauthenticated(Side.SERVER, 0, (prompt, position) -> true, IGNORED)
                .unauthenticated(Side.SERVER, 1, (prompt, position) -> true, IGNORED)
                .build();
    }
}
