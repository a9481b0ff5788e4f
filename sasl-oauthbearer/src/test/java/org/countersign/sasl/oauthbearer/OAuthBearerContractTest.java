package org.countersign.sasl.oauthbearer;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.Side;

class OAuthBearerContractTest extends MechanismContract {
    private static final int HOST = "n,a=tim,^".length();
    private static final int AUTH = HOST + "host=mail.example.org^".length();
    private static final int SCHEME = AUTH + "auth=".length();
    private static final int SPACE = SCHEME + "Bearer".length();

    @Override
    protected MechanismProfile profile() {
        return MechanismProfile.of(new OAuthBearerMechanism())
                .unauthenticated(
                        Side.CLIENT,
                        0,
                        (message, at) -> at >= HOST && at < AUTH && Character.isLetter(message[at]),
                        "RFC 7628, section 3.1: unknown keys are ignored; RFC 1035, section 2.3.3: any case")
                .unauthenticated(
                        Side.CLIENT, 0, (message, at) -> at >= SCHEME && at < SPACE, "RFC 7235, section 2.1: any case")
                .unauthenticated(
                        Side.CLIENT, 0, (message, at) -> at == SPACE || at == SPACE + 1, "RFC 6750, section 2.1: 1*SP")
                .build();
    }
}
