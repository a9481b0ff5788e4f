package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;
import static org.countersign.sasl.testkit.Contract.profileOf;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;

class EndRulesTest {

    @Test
    @Requirement("SEC-11")
    void noticesASecondGuess() {
        class Forgiving extends BrokenDriver {
            Forgiving(ServerExchange sound) {
                super(sound);
            }

            @Override
            public CompletionStage<ServerReply> respond(byte[] response) {
                try {
                    return super.respond(response);
                } catch (IllegalStateException ended) {
                    return CompletableFuture.completedFuture(new ServerReply.Failure(FailureKind.REJECTED));
                }
            }
        }

        assertThat(brokenByDriver(Forgiving::new)).containsExactly("nothingHappensAfterTheEnd");
    }

    @Test
    @Requirement("SASL-10")
    void noticesACloseThatFails() {
        class Fragile extends BrokenDriver {
            private boolean closed;

            Fragile(ServerExchange sound) {
                super(sound);
            }

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed already");
                }
                closed = true;
                super.close();
            }
        }

        assertThat(brokenByDriver(Fragile::new))
                .containsExactly("closingIsPossibleAtAnyMoment", "everythingIsWiped", "exchangeEndsWithoutAnAnswer");
    }

    @Test
    @Requirement("SEC-06")
    void noticesMessagesThatAreNotWiped() {
        class Copying extends BrokenDriver {
            Copying(ServerExchange sound) {
                super(sound);
            }

            @Override
            public CompletionStage<ServerReply> respond(byte[] response) {
                return super.respond(response.clone());
            }
        }

        assertThat(brokenByDriver(Copying::new)).containsExactly("everythingIsWiped");
    }

    @Test
    @Requirement("SEC-06")
    void noticesAnInputThatIsSentBack() {
        class Echo extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                ServerStep step = super.verify(greeting, transcript, verifier, proof);
                if (step instanceof ServerStep.Success success) {
                    System.arraycopy(success.finalData(), 0, proof, 0, proof.length);
                    return success.finalData(proof);
                }
                return step;
            }
        }

        // where success carries the data, it has been wiped before it is sent
        assertThat(brokenBy(new Echo()))
                .contains("everythingIsWiped", "successDataMayComeEitherWay")
                .doesNotContain("rightCredentialsAuthenticate");
    }

    private static Set<String> brokenByDriver(UnaryOperator<ServerExchange> driver) {
        return brokenBy(profileOf(new HmacMechanism()).driver(driver));
    }
}
