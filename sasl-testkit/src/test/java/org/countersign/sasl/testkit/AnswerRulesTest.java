package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;
import static org.countersign.sasl.testkit.Contract.profileOf;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.server.ServerExchange;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

    @Test
    void noticesStateThatBelongsToAThread() {
        class Confined extends HmacMechanism {
            private final ThreadLocal<Map<ServerContext, Greeting>> greetings =
                    ThreadLocal.withInitial(WeakHashMap::new);

            @Override
            ServerStep greeted(ServerContext context, Greeting greeting) {
                greetings.get().put(context, greeting);
                return super.greeted(context, greeting);
            }

            @Override
            ServerStep challenge(ServerContext context, Greeting greeting, HmacVerifier verifier) {
                Greeting remembered = greetings.get().remove(context);
                return remembered == null
                        ? ServerStep.rejected("never seen")
                        : super.challenge(context, remembered, verifier);
            }
        }

        assertThat(brokenBy(new Confined())).containsExactly("answersMayComeLater");
    }

    @Test
    void noticesAnExchangeThatDoesNotExpire() {
        class Patient extends BrokenDriver {
            Patient(ServerExchange sound) {
                super(sound);
            }

            @Override
            public void expire() {
                close();
            }
        }

        assertThat(brokenBy(profileOf(new HmacMechanism()).driver(Patient::new)))
                .containsExactly("exchangeEndsWithoutAnAnswer");
    }

    /** A question that takes no answer for a yes. */
    record Optimistic(String name) implements Question.Custom<Boolean> {
        @Override
        public Question.Pending<Boolean> putTo(Question.Answers answers) {
            Question.Pending<Boolean> honest = answers.custom(this);
            return new Question.Pending<>() {
                @Override
                public CompletionStage<?> stage() {
                    return honest.stage();
                }

                @Override
                public Boolean settle() {
                    try {
                        return honest.settle();
                    } catch (Exception e) {
                        return true;
                    }
                }
            };
        }
    }

    @Test
    void noticesAQuestionThatHidesAFailure() {
        class FailOpen extends PlaintextMechanism {
            FailOpen() {
                super(describe().needs(new Need.Passwords(), new Need.Answer(Optimistic.class)));
            }

            @Override
            ServerStep check(String user, byte[] typed) {
                return user == null
                        ? super.check(null, typed)
                        : ServerStep.ask(
                                new Optimistic(user),
                                active -> active ? super.check(user, typed) : ServerStep.rejected("inactive"));
            }
        }

        MechanismProfile.Builder profile = PlaintextMechanism.profile(new FailOpen())
                .answer(Optimistic.class, (question, attempt) -> CompletableFuture.completedFuture(true));
        assertThat(brokenBy(profile)).containsExactly("failingAnswerIsTemporary");
    }
}
