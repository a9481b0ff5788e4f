package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;
import static org.countersign.sasl.testkit.Contract.profileOf;

import java.util.Arrays;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

class MutationRulesTest {
    private static final String NOTICED = "everyChangedOctetIsNoticed";

    @Test
    void noticesAProofOfWhichOnlyTheBeginningIsCompared() {
        class Prefix extends HmacMechanism {
            @Override
            boolean matches(byte[] expected, byte[] proof) {
                return super.matches(Arrays.copyOf(expected, 16), Arrays.copyOf(proof, 16));
            }
        }

        assertThat(brokenBy(new Prefix())).containsExactly(NOTICED);
    }

    @Test
    void noticesGarbageBehindTheProofThatIsIgnored() {
        class Trailing extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                byte[] beginning = Arrays.copyOf(proof, Math.min(proof.length, HmacVerifier.KEY));
                return super.verify(greeting, transcript, verifier, beginning);
            }
        }

        assertThat(brokenBy(new Trailing())).containsExactly(NOTICED);
    }

    @Test
    @Requirement("SEC-08")
    void noticesAnExceptionForAMessageThatIsTooShortByOne() {
        class Fragile extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                return proof.length == HmacVerifier.KEY - 1
                        ? ServerStep.rejected("proof that ends in " + proof[HmacVerifier.KEY - 1])
                        : super.verify(greeting, transcript, verifier, proof);
            }
        }

        assertThat(brokenBy(new Fragile())).containsExactly(NOTICED);
    }

    /** The client says with one octet whether it wants a layer, and nobody authenticates it. */
    static class Downgradable extends LayeredMechanism {
        private static final byte WANTED = 'L';

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            if (initialResponse.length == 0) {
                return ServerStep.malformed("empty");
            }
            byte[] rest = Arrays.copyOfRange(initialResponse, 1, initialResponse.length);
            HmacMechanism sound = initialResponse[0] == WANTED ? new LayeredMechanism() : new HmacMechanism();
            return sound.start(context, rest);
        }

        @Override
        ClientStep greet(ClientContext context, Identities who, Secret password) {
            ClientStep sound = super.greet(context, who, password);
            return sound instanceof ClientStep.Respond greeting
                    ? ClientStep.respond(join(new byte[] {WANTED}, greeting.data()), greeting.then())
                    : sound;
        }
    }

    @Test
    @Requirement("SASL-11")
    void noticesALayerThatCanBeTakenAway() {
        assertThat(brokenBy(new Downgradable())).containsExactly(NOTICED);
    }

    @Test
    @Requirement("SASL-11")
    void noticesALayerThatCanBeTakenAwayEvenAtAListedOctet() {
        MechanismProfile.Builder forgiving = profileOf(new Downgradable())
                .unauthenticated(Side.CLIENT, 0, (message, position) -> position < 2, "nowhere");

        assertThat(brokenBy(forgiving)).contains(NOTICED);
    }

    @Test
    void noticesAListedOctetThatIsAuthenticated() {
        MechanismProfile.Builder wrong = profileOf(new HmacMechanism())
                .unauthenticated(Side.CLIENT, 1, (proof, position) -> position == 7, "nowhere");

        assertThat(brokenBy(wrong)).containsExactly("everyListedOctetIsIgnored");
    }

    @Test
    void noticesAListedMessageThatIsNeverSent() {
        MechanismProfile.Builder wrong =
                profileOf(new HmacMechanism()).unauthenticated(Side.CLIENT, 9, (proof, position) -> true, "nowhere");

        assertThat(brokenBy(wrong)).containsExactly("everyListedOctetIsIgnored");
    }

    @Test
    void acceptsAnIgnoredOctetThatIsListed() {
        class Padded extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                byte[] rest = Arrays.copyOfRange(proof, Math.min(1, proof.length), proof.length);
                return super.verify(greeting, transcript, verifier, rest);
            }

            @Override
            ClientStep proof(byte[] mine, byte[] theirs, byte[] key) {
                return super.proof(join(new byte[1], mine), theirs, key);
            }
        }

        assertThat(brokenBy(new Padded())).containsExactly(NOTICED);
        assertThat(brokenBy(profileOf(new Padded())
                        .unauthenticated(Side.CLIENT, 1, (proof, position) -> position == 0, "padding")))
                .isEmpty();
    }
}
