package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

class TraitRulesTest {

    @Test
    @Requirement("SMTP-03")
    void noticesAPasswordThatIsSentSecretly() {
        PlaintextMechanism secretly =
                new PlaintextMechanism(PlaintextMechanism.describe().traits());

        assertThat(brokenBy(PlaintextMechanism.profile(secretly))).containsExactly("passwordTravelsExactlyIfDeclared");
    }

    @Test
    void noticesAPasswordThatIsNotSent() {
        assertThat(brokenBy(withTraits(Trait.MUTUAL, Trait.PLAINTEXT_PASSWORD)))
                .containsExactly("passwordTravelsExactlyIfDeclared");
    }

    @Test
    void noticesATokenThatIsNotSent() {
        assertThat(brokenBy(withTraits(Trait.MUTUAL, Trait.BEARER_TOKEN)))
                .containsExactly("tokenTravelsExactlyIfDeclared");
    }

    @Test
    @Requirement("ANON-03")
    void noticesAnAnonymousMechanismThatIdentifies() {
        assertThat(brokenBy(withTraits(Trait.MUTUAL, Trait.ANONYMOUS))).containsExactly("isAnonymousExactlyIfDeclared");
    }

    @Test
    @Requirement("SASL-18")
    void noticesALayerThatIsNotDeclared() {
        assertThat(brokenBy(new LayeredMechanism(HmacMechanism.describe()))).containsExactly("layerIsDeclaredAndWorks");
    }

    @Test
    @Requirement("SASL-18")
    void noticesALayerThatOnlyTheServerHas() {
        class OneSided extends LayeredMechanism {
            @Override
            ClientStep believe(byte[] key) {
                return ClientStep.last(new byte[0]);
            }
        }

        assertThat(brokenBy(new OneSided())).containsExactly("layerIsDeclaredAndWorks");
    }

    @Test
    @Requirement("SASL-18")
    void noticesLayersWithDifferentKeys() {
        class Misunderstanding extends LayeredMechanism {
            @Override
            SecurityLayer layer(byte[] key, String side) {
                return new HmacLayer(side.equals("client") ? key : new byte[1]);
            }
        }

        assertThat(brokenBy(new Misunderstanding())).containsExactly("layerIsDeclaredAndWorks");
    }

    @Test
    void noticesAnUndeclaredChannelBinding() {
        class Bound extends HmacMechanism {
            @Override
            ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
                return super.proved(greeting, transcript, verifier).boundTo("tls-exporter");
            }
        }

        assertThat(brokenBy(new Bound())).containsExactly("channelBindingIsDeclared");
    }

    @Test
    @Requirement("SASL-09")
    void noticesAnUndeclaredProofOfTheServer() {
        assertThat(brokenBy(withTraits())).containsExactly("serverProvesItselfExactlyIfDeclared");
    }

    @Test
    @Requirement("SASL-09")
    void noticesAServerThatProvesNothing() {
        class Unproved extends HmacMechanism {
            @Override
            ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
                return ServerStep.success(greeting.authenticationId(), greeting.authorizationId());
            }

            @Override
            ClientStep proof(byte[] mine, byte[] theirs, byte[] key) {
                return ClientStep.last(mine);
            }
        }

        assertThat(brokenBy(new Unproved())).containsExactly("serverProvesItselfExactlyIfDeclared");
    }

    @Test
    @Requirement("SASL-09")
    void noticesAProofThatNobodyVerifies() {
        class Gullible extends HmacMechanism {
            @Override
            ClientStep proof(byte[] mine, byte[] theirs, byte[] key) {
                return ClientStep.respond(mine, proof -> believe(key));
            }
        }

        assertThat(brokenBy(new Gullible()))
                .containsExactly(
                        "everyChangedOctetIsNoticed",
                        "noOtherInputAuthenticates",
                        "serverProvesItselfExactlyIfDeclared");
    }

    private static HmacMechanism withTraits(Trait... traits) {
        return new HmacMechanism(HmacMechanism.describe().traits(traits));
    }
}
