package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.sasl.testkit.Contract.profileOf;

import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Seams;
import org.junit.jupiter.api.Test;

/** What the author of a mechanism reads. */
class ComplaintsTest {

    @Test
    void aComplaintSaysWhatToChangeAndWhoSaysSo() {
        Contract contract = Contract.of(
                profileOf(new HmacMechanism(HmacMechanism.describe().traits(Trait.MUTUAL, Trait.PLAINTEXT_PASSWORD))));

        assertThat(contract.complaints())
                .singleElement()
                .asString()
                .contains("Do not declare Trait.PLAINTEXT_PASSWORD", "[SMTP-03, RFC 4954 section 6]", "X-HMAC\n  C0: ");
    }

    @Test
    void aComplaintShowsTheDialogue() {
        class Constant extends HmacMechanism {
            @Override
            byte[] nonce(Seams seams) {
                return new byte[NONCE];
            }
        }

        assertThat(Contract.of(profileOf(new Constant())).complaints())
                .singleElement()
                .asString()
                .contains(
                        "Put octets of Seams.fillNonce in each challenge", "[SEC-09, RFC 4422 section 6.1.3]", "S0: ");
    }

    @Test
    void aSecretThatCouldBeThereByChanceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MechanismProfile.of(new HmacMechanism()).password("secret"))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MechanismProfile.of(new TokenMechanism()).token("ya29"))
                .withMessageNotContaining("ya29");
    }
}
