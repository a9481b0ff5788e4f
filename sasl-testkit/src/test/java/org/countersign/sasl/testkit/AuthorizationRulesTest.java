package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.nio.ByteBuffer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;

class AuthorizationRulesTest {

    @Test
    @Requirement("SASL-16")
    void noticesAnAuthorizationIdentityThatIsTakenForProved() {
        class Trusting extends HmacMechanism {
            @Override
            ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
                ServerStep.Success sound = super.proved(greeting, transcript, verifier);
                String whom = greeting.authorizationId();
                return whom.matches("[a-z-]{1,64}") ? ServerStep.success(whom).finalData(sound.finalData()) : sound;
            }
        }

        assertThat(brokenBy(new Trusting())).containsExactly("nobodyActsAsSomebodyElse");
    }

    @Test
    @Requirement("SASL-16")
    void noticesAnAuthorizationIdentityThatIsDropped() {
        class Dropping extends HmacMechanism {
            @Override
            ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
                return ServerStep.success(greeting.authenticationId())
                        .finalData(transcript.serverProof(verifier.key()));
            }
        }

        assertThat(brokenBy(new Dropping()))
                .containsExactly("nobodyActsAsSomebodyElse", "strangeAuthorizationIdentitiesFail");
    }

    @Test
    @Requirement("SASL-15")
    void noticesAClientThatHasNoRoomForALongIdentity() {
        class Cramped extends HmacMechanism {
            @Override
            ClientStep greet(ClientContext context, Identities who, Secret password) {
                ByteBuffer room = ByteBuffer.allocate(256);
                room.put(Utf8.encode(who.authorizationId() == null ? "" : who.authorizationId()));
                return super.greet(context, who, password);
            }
        }

        assertThat(brokenBy(new Cramped())).containsExactly("strangeAuthorizationIdentitiesFail");
    }

    @Test
    @Requirement("SASL-14")
    void noticesAServerThatRefusesOnesOwnName() {
        class Strict extends HmacMechanism {
            @Override
            ServerStep greeted(ServerContext context, Greeting greeting) {
                return greeting.authorizationId().isEmpty()
                        ? super.greeted(context, greeting)
                        : ServerStep.rejected("authorization identity");
            }
        }

        assertThat(brokenBy(new Strict())).containsExactly("everybodyActsAsThemselves");
    }
}
