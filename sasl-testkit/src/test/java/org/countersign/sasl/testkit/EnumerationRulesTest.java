package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

class EnumerationRulesTest {

    @Test
    @Requirement({"SASL-13", "SEC-04"})
    void noticesAServerThatKnowsItsUsersByHeart() {
        class Knowing extends HmacMechanism {
            @Override
            ServerStep greeted(ServerContext context, Greeting greeting) {
                return greeting.authenticationId().equals("tim")
                        ? super.greeted(context, greeting)
                        : ServerStep.rejected("unknown user");
            }
        }

        assertThat(brokenBy(new Knowing())).containsExactly("unknownUserLooksLikeAWrongPassword");
    }

    @Test
    @Requirement("SEC-04")
    void noticesADecoyOfAnotherSize() {
        class Conspicuous extends HmacKind {
            @Override
            public HmacVerifier decoy(OctetSource octets, Optional<HmacVerifier> like) {
                return new HmacVerifier(new byte[1], octets.next("key", HmacVerifier.KEY));
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Conspicuous())))
                .containsExactly(
                        "corruptEntryLooksLikeAWrongPassword",
                        "unknownUserLooksLikeAWrongPassword",
                        "userWithoutVerifierLooksLikeAWrongPassword");
    }

    @Test
    @Requirement("SEC-04")
    void noticesAnEntryThatIsParsedTooLate() {
        class Lazy extends HmacKind {
            @Override
            public HmacVerifier parse(String data) {
                try {
                    return super.parse(data);
                } catch (IllegalArgumentException notYet) {
                    return new HmacVerifier(new byte[HmacVerifier.SALT], new byte[0]);
                }
            }
        }

        // an empty key is an exception when it is used, and another failure than a wrong password
        class Trusting extends HmacMechanism {
            Trusting() {
                super(new Lazy());
            }

            @Override
            ServerStep challenge(ServerContext context, Greeting greeting, HmacVerifier verifier) {
                return verifier.key().length == 0
                        ? ServerStep.malformed("entry")
                        : super.challenge(context, greeting, verifier);
            }
        }

        assertThat(brokenBy(new Trusting())).containsExactly("corruptEntryLooksLikeAWrongPassword");
    }

    @Test
    @Requirement("SCRAM-23")
    void noticesADecoyThatIsNewEachTime() {
        class Restless extends HmacKind {
            @Override
            public HmacVerifier decoy(OctetSource octets, Optional<HmacVerifier> like) {
                byte[] salt = new byte[HmacVerifier.SALT];
                Seams.system().fillNonce(salt);
                return new HmacVerifier(salt, octets.next("key", HmacVerifier.KEY));
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Restless()))).containsExactly("unknownUserLooksTheSameEachTime");
    }

    @Test
    @Requirement({"SEC-04", "SCRAM-23"})
    void noticesADecoyThatIsTheSameForEverybody() {
        class Shared extends HmacKind {
            @Override
            public boolean visible() {
                return false;
            }
        }

        assertThat(brokenBy(new HmacMechanism(new Shared()))).containsExactly("unknownUsersDoNotLookAlike");
    }
}
