package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;
import static org.countersign.sasl.testkit.Contract.profileOf;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;

class AuthenticationRulesTest {

    @Test
    void noticesAMechanismThatAuthenticatesNobody() {
        class Refusing extends HmacMechanism {
            @Override
            ServerStep greeted(ServerContext context, Greeting greeting) {
                return ServerStep.rejected("today");
            }
        }

        Contract contract = Contract.of(profileOf(new Refusing()));
        assertThat(contract.broken()).containsExactly("rightCredentialsAuthenticate");
        assertThat(contract.skipped()).contains("everyChangedOctetIsNoticed", "wrongCredentialsAreRefused");
    }

    @Test
    @Requirement("SASL-08")
    void noticesAServerThatForgetsItsProofWhereSuccessCarriesData() {
        class Forgetful extends HmacMechanism {
            @Override
            ServerStep challenge(ServerContext context, Greeting greeting, HmacVerifier verifier) {
                ServerStep.Challenge sound = (ServerStep.Challenge) super.challenge(context, greeting, verifier);
                return ServerStep.challenge(
                        sound.data(),
                        proof -> context.facts().carriesSuccessData()
                                        && sound.then().respond(proof) instanceof ServerStep.Success
                                ? ServerStep.success(greeting.authenticationId())
                                : sound.then().respond(proof));
            }
        }

        assertThat(brokenBy(new Forgetful())).containsExactly("successDataMayComeEitherWay");
    }

    @Test
    @Requirement("SASL-06")
    void noticesADriverThatNeedsAnInitialResponse() {
        class Impatient extends BrokenDriver {
            private boolean started;

            Impatient(ServerExchange sound) {
                super(sound);
            }

            @Override
            public CompletionStage<ServerReply> start(byte[] initialResponse) {
                boolean first = !started;
                started = true;
                return first && initialResponse == null
                        ? CompletableFuture.completedFuture(new ServerReply.Failure(FailureKind.MALFORMED))
                        : super.start(initialResponse);
            }
        }

        assertThat(brokenBy(profileOf(new HmacMechanism()).driver(Impatient::new)))
                .containsExactly("initialResponseMayComeLate");
    }

    @Test
    @Requirement("SASL-11")
    void noticesPasswordsThatAreCutOff() {
        class FirstEight extends HmacKind {
            @Override
            byte[] key(byte[] password, byte[] salt) {
                return super.key(Arrays.copyOf(password, 8), salt);
            }
        }

        assertThat(brokenBy(new HmacMechanism(new FirstEight()))).containsExactly("wrongCredentialsAreRefused");
    }

    @Test
    void noticesAClientThatFailsOnAnEmptyPassword() {
        class Careless extends HmacMechanism {
            @Override
            ClientStep greet(ClientContext context, Identities who, Secret password) {
                return password.octets()[0] == 0 ? ClientStep.rejected("NUL") : super.greet(context, who, password);
            }
        }

        assertThat(brokenBy(new Careless())).containsExactly("emptySecretIsRefused");
    }

    @Test
    @Requirement("SASL-11")
    void noticesAServerThatTakesAnEmptyPassword() {
        class Unauthenticated extends PlaintextMechanism {
            @Override
            ServerStep check(String user, byte[] typed) {
                return typed.length == 0 && "tim".equals(user) ? ServerStep.success(user) : super.check(user, typed);
            }
        }

        assertThat(brokenBy(PlaintextMechanism.profile(new Unauthenticated())))
                .containsExactly("emptySecretIsRefused", "noOtherInputAuthenticates");
    }

    @Test
    @Requirement("SEC-09")
    void noticesAChallengeThatIsAlwaysTheSame() {
        class Constant extends HmacMechanism {
            @Override
            byte[] nonce(Seams seams) {
                return new byte[NONCE];
            }
        }

        assertThat(brokenBy(new Constant())).containsExactly("recordedResponsesAreWorthless");
    }
}
