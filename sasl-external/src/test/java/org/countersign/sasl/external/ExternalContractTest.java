package org.countersign.sasl.external;

import java.util.Arrays;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;

class ExternalContractTest extends MechanismContract {

    /** Who is at the other end of TLS needs no credentials: saying nothing, or the own name, is enough. */
    static MechanismProfile.Builder tim() {
        return MechanismProfile.of(new ExternalMechanism())
                .right(Credentials.withoutSecret(new Identities("", null)))
                .facts(connection -> connection.tls(Certificates.BOTH))
                .admits(0, octets -> octets.length == 0 || Arrays.equals(octets, Utf8.encode("tim")));
    }

    @Override
    protected MechanismProfile profile() {
        return tim().build();
    }
}
