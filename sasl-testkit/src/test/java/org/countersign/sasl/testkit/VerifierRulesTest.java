package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.Test;

class VerifierRulesTest {

    @Test
    void noticesATextThatIsNotReadAsItIsWritten() {
        class Swapped extends HmacKind {
            @Override
            public String format(HmacVerifier verifier) {
                return super.format(new HmacVerifier(verifier.salt(), new byte[HmacVerifier.KEY]));
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Swapped()))).containsExactly("storedVerifierAuthenticates");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAVerifierThatShowsWhatIsStored() {
        class Talkative extends HmacKind {
            @Override
            public Optional<HmacVerifier> derive(Secret password, String user, String realm, OctetSource random) {
                return super.derive(password, user, realm, random)
                        .map(quiet -> new HmacVerifier(quiet.salt(), quiet.key()) {
                            @Override
                            public String toString() {
                                return "verifier " + format(this);
                            }
                        });
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Talkative()))).containsExactly("verifierHidesItsSecret");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAVerifierThatShowsThePassword() {
        class Talkative extends HmacKind {
            @Override
            public Optional<HmacVerifier> derive(Secret password, String user, String realm, OctetSource random) {
                String shown = new String(password.octets(), StandardCharsets.US_ASCII);
                return super.derive(password, user, realm, random)
                        .map(quiet -> new HmacVerifier(quiet.salt(), quiet.key()) {
                            @Override
                            public String toString() {
                                return "verifier of " + shown;
                            }
                        });
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Talkative())))
                .containsExactly("objectsHideSecrets", "verifierHidesItsSecret");
    }

    @Test
    void noticesACorruptEntryThatIsNotRefusedAsSuch() {
        class Fragile extends HmacKind {
            @Override
            public HmacVerifier parse(String data) {
                return data.charAt(0) == '*' ? super.parse("") : super.parse(data);
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Fragile()))).containsExactly("corruptTextIsRefused");
    }

    @Test
    @Requirement("SEC-07")
    void noticesARefusalThatQuotesTheEntry() {
        class Quoting extends HmacKind {
            @Override
            public HmacVerifier parse(String data) {
                try {
                    return super.parse(data);
                } catch (IllegalArgumentException corrupt) {
                    throw new IllegalArgumentException("corrupt: " + data, corrupt);
                }
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Quoting()))).containsExactly("corruptTextIsRefused");
    }
}
