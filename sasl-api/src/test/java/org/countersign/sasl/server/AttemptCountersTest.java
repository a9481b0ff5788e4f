package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.server.AttemptCounters.Count;
import org.countersign.sasl.shapes.PlainShape;
import org.junit.jupiter.api.Test;

/** How often attempts end in which way. */
class AttemptCountersTest {
    private final AttemptCounters counters = new AttemptCounters();
    private final List<AuditEvent> heard = new ArrayList<>();
    private final Sentry sentry = Sentry.of(
            new PlainShape(), builder -> builder.directory(Users.alice()).audit(counters.andThen(heard::add)));

    private void attempt(String user, String password) {
        Await.now(sentry.open().start(PlainShape.message("", user, password)));
    }

    @Test
    void countsByMechanismAndOutcome() {
        assertThat(counters.snapshot()).isEmpty();

        attempt("alice", "sesame");
        attempt("alice", "wonderland");
        attempt("nobody", "wonderland");
        Await.now(sentry.open().start(new byte[] {1}));
        sentry.open().close();

        assertThat(counters.snapshot())
                .containsExactly(
                        new Count("X-PLAIN", null, 1),
                        new Count("X-PLAIN", FailureKind.MALFORMED, 1),
                        new Count("X-PLAIN", FailureKind.REJECTED, 2));
        assertThat(heard).as("others may listen too").hasSize(4);
    }

    @Test
    @Requirement("SEC-08")
    void doesNotGrowWithTheNamesOfUsers_SEC08() {
        for (int i = 0; i < 100; i++) {
            attempt("nobody" + i, "wonderland");
        }

        assertThat(counters.snapshot()).containsExactly(new Count("X-PLAIN", FailureKind.REJECTED, 100));
    }

    @Test
    void losesNothingOfManyThreads() {
        attempt("nobody", "wonderland");
        AuditEvent event = heard.get(0);

        IntStream.range(0, 999).parallel().forEach(i -> counters.accept(event));

        assertThat(counters.snapshot()).containsExactly(new Count("X-PLAIN", FailureKind.REJECTED, 1000));
    }
}
