package org.countersign.sasl.digestmd5;

import org.countersign.sasl.testkit.MechanismContract;
import org.countersign.sasl.testkit.MechanismProfile;
import org.junit.jupiter.api.Nested;

/** The contract with each layer. */
class LayerContractTest {

    abstract static class Layered extends MechanismContract {
        private final DigestMd5Mechanism mechanism;

        Layered(Qop qop, LayerCipher... ciphers) {
            DigestMd5Options options = DigestMd5Options.safe().offering(qop);
            this.mechanism = new DigestMd5Mechanism(ciphers.length == 0 ? options : options.sealing(ciphers));
        }

        @Override
        protected MechanismProfile profile() {
            return Profiles.forgiving(MechanismProfile.of(mechanism))
                    .providedBy(mechanism)
                    .build();
        }
    }

    @Nested
    class Integrity extends Layered {
        Integrity() {
            super(Qop.AUTH_INT);
        }
    }

    @Nested
    class TripleDes extends Layered {
        TripleDes() {
            super(Qop.AUTH_CONF, LayerCipher.TRIPLE_DES);
        }
    }
}
