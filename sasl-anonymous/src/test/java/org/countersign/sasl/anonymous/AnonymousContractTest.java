package org.countersign.sasl.anonymous;

import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.Side;

class AnonymousContractTest extends MechanismContract {

    /** Whoever says whatever is a trace is let in, and nobody can tell a trace that was changed on the way. */
    static MechanismProfile.Builder sirhc() {
        return MechanismProfile.of(new AnonymousMechanism())
                .right(Credentials.withoutSecret(new Identities("sirhc", null)))
                .admits(0, octets -> Trace.parse(octets) != null)
                .unauthenticated(Side.CLIENT, 0, (message, position) -> true, "RFC 4505 section 5");
    }

    @Override
    protected MechanismProfile profile() {
        return sirhc().build();
    }
}
