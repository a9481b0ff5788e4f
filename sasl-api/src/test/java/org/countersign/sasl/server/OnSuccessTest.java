package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mechanism does once the outcome really is success. */
class OnSuccessTest {
    private final List<String> log = new ArrayList<>();

    private Sentry ending(ServerStep step) {
        return Sentry.of(
                FakeServer.clientFirst((context, none) -> {
                    context.onSuccess(() -> log.add("one"));
                    context.onSuccess(() -> log.add("two"));
                    return step;
                }),
                builder -> builder.audit(event -> log.add(event.success() ? "success" : "failure")));
    }

    @Test
    void happensInOrderBeforeAnybodyLearnsOfTheSuccess() {
        Await.now(ending(success("alice")).open().start(new byte[0]));

        assertThat(log).containsExactly("one", "two", "success");
    }

    @Test
    void doesNotHappenAfterAFailure() {
        Await.now(ending(rejected("proof")).open().start(new byte[0]));

        assertThat(log).containsExactly("failure");
    }

    @Test
    void doesNotHappenWhenTheAuthorizerDenies() {
        Await.now(ending(success("alice", "bob")).open().start(new byte[0]));

        assertThat(log).containsExactly("failure");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void turnsTheSuccessIntoAFailureByThrowing(boolean error) {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.onSuccess(() -> {
                if (error) {
                    throw new NoClassDefFoundError("a store");
                }
                throw new IllegalStateException("the store is full");
            });
            return success("alice");
        }));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.INTERNAL));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.INTERNAL);
        assertThat(sentry.event().detail()).isEqualTo(error ? "NoClassDefFoundError" : "IllegalStateException");
    }
}
