package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.time.Duration;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.PlainShape;
import org.countersign.sasl.shapes.ToyContext;
import org.junit.jupiter.api.Test;

/** What the audit is told: once of each attempt, the truth, and nothing secret. */
class AuditTest {
    private final Sentry sentry = Sentry.of(new PlainShape(), builder -> builder.directory(Users.alice()));

    @Test
    void isToldWhoGotInFromWhereAndHow() {
        Await.now(
                sentry.open(Facts.smtp().tls(Facts.TLS).build()).start(PlainShape.message("", "alice", "wonderland")));

        AuditEvent event = sentry.event();
        assertThat(event.success()).isTrue();
        assertThat(event.wire()).isNull();
        assertThat(event.cause()).isNull();
        assertThat(event.user()).isEqualTo("alice");
        assertThat(event.authorizationId()).isEqualTo("alice");
        assertThat(event.attempt().mechanism()).isEqualTo("X-PLAIN");
        assertThat(event.attempt().facts().peerAddress()).isEqualTo("192.0.2.1");
        assertThat(event.attempt().facts().tls()).isEqualTo(Facts.TLS);
        assertThat(event.took()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void isToldWhoDidNotGetInAndWhy() {
        Await.now(sentry.open().start(PlainShape.message("", "nobody", "wonderland")));

        AuditEvent event = sentry.event();
        assertThat(event.success()).isFalse();
        assertThat(event.wire()).isEqualTo(FailureKind.REJECTED);
        assertThat(event.user()).isEqualTo("nobody");
        assertThat(event.authorizationId()).isEmpty();
        assertThat(event.detail()).isEqualTo("unknown user");
    }

    @Test
    @Requirement("SEC-07")
    void isToldNoSecret_SEC07() {
        Await.now(sentry.open().start(PlainShape.message("", "alice", "sesame")));
        Await.now(sentry.open().start(PlainShape.message("", "alice", "wonderland")));

        assertThat(sentry.events()).hasSize(2);
        assertThat(sentry.events().toString()).doesNotContain("sesame", "wonderland");
    }

    @Test
    @Requirement("SEC-07")
    void isToldNamesThatCanBePrinted_SEC07() {
        Await.now(sentry.open().start(PlainShape.message("", "mallory\r\n2026 alice logged in\u001b[2J", "x")));

        assertThat(sentry.event().user()).isEqualTo("mallory??2026 alice logged in?[2J");
        assertThat(sentry.event().toString()).doesNotContain("\r", "\n", "\u001b");
    }

    @Test
    void isToldOfAnAttemptThatNeverNamedAnybody() {
        ServerExchange exchange = sentry.open();
        Await.now(exchange.start(null));

        exchange.close();

        assertThat(sentry.event().user()).isEmpty();
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
    }

    @Test
    void isNotToldOfAnExchangeThatWasNeverStarted() {
        sentry.open().close();
        sentry.open().expire();

        assertThat(sentry.events()).isEmpty();
    }

    @Test
    void doesNoHarmByThrowing() {
        assertHarmless(new IllegalStateException("the log is full"));
    }

    @Test
    void doesNoHarmByThrowingAnError() {
        assertHarmless(new NoClassDefFoundError("a log appender"));
    }

    @Test
    void isToldOnceThoughTheVirtualMachineIsAtItsEnd() {
        int[] events = new int[1];
        ToyContext owned = new ToyContext();
        Sentry full = Sentry.of(
                FakeServer.clientFirst((context, none) -> {
                    context.own(owned);
                    return success("alice");
                }),
                builder -> builder.audit(event -> {
                    events[0]++;
                    throw new OutOfMemoryError("heap");
                }));
        ServerExchange exchange = full.open();

        assertThatThrownBy(() -> exchange.start(new byte[0])).isInstanceOf(OutOfMemoryError.class);

        assertThat(events).containsExactly(1);
        assertThat(owned.closed()).isEqualTo(1);
    }

    private static void assertHarmless(Throwable thrown) {
        ToyContext owned = new ToyContext();
        FakeServer mechanism = FakeServer.clientFirst((context, message) -> {
            context.own(owned);
            return message.length == 0 ? success("alice") : rejected("message");
        });
        int[] events = new int[1];
        Sentry sentry = Sentry.of(
                mechanism,
                builder -> builder.audit(event -> {
                    events[0]++;
                    AuditTest.<RuntimeException>sneak(thrown);
                }));
        byte[] input = {1, 2};

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        assertThat(Await.now(sentry.open().start(input))).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(events).containsExactly(2);
        assertThat(owned.closed()).isEqualTo(2);
        assertThat(input).containsOnly(0);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
