package org.countersign.sasl.testkit;

import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** {@link HmacMechanism} with a security layer. */
class LayeredMechanism extends HmacMechanism {
    LayeredMechanism() {
        this(describe().traits(Trait.MUTUAL, Trait.SECURITY_LAYER));
    }

    LayeredMechanism(MechanismInfo.Builder description) {
        super(description);
    }

    @Override
    ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
        return super.proved(greeting, transcript, verifier).layer(layer(verifier.key(), "server"));
    }

    @Override
    ClientStep believe(byte[] key) {
        return new ClientStep.Final(new byte[0], layer(key, "client"), again -> ClientStep.malformed("again"));
    }

    SecurityLayer layer(byte[] key, String side) {
        return new HmacLayer(Transcript.hmac(key, Utf8.encode("layer")));
    }
}
