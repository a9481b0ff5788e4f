package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.server.Authorizer.Decision;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.ToyContext;
import org.junit.jupiter.api.Test;

/** An exchange that is closed from within: by a mechanism, an embedder, the audit. */
class ReentrantCloseTest {
    private final List<ServerExchange> self = new ArrayList<>();
    private final ToyContext owned = new ToyContext();

    private void close() {
        self.get(0).close();
    }

    private ServerReply login(Sentry sentry) {
        self.add(sentry.open());
        return Await.now(self.get(0).start(new byte[0]));
    }

    private Sentry finding(UnaryOperator<ServerSide.Builder> with) {
        FakeServer mechanism = FakeServer.clientFirst((context, none) -> {
            context.own(owned);
            return ask(new FindVerifier<>("alice", "", HashKind.QUICK), found -> success("alice"));
        });
        return Sentry.of(mechanism, builder -> with.apply(builder.directory(Users.alice())));
    }

    private void assertAborted(Sentry sentry) {
        assertThat(login(sentry)).isEqualTo(failure(FailureKind.ABORTED));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void byAStep() {
        assertAborted(Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.own(owned);
            close();
            return success("alice");
        })));
    }

    @Test
    void byTheDirectory() {
        assertAborted(finding(builder -> builder.directory((user, realm) -> {
            close();
            return Users.alice().find(user, realm);
        })));
    }

    @Test
    void byTheAuthorizer() {
        assertAborted(finding(builder -> builder.authorizer((attempt, identity, authorizationId, principal) -> {
            close();
            return CompletableFuture.completedFuture(new Decision.Grant("alice"));
        })));
    }

    @Test
    void byTheGateThatAdmits() {
        assertAborted(finding(builder -> builder.gate(new Gate() {
            @Override
            public CompletionStage<Boolean> admit(Attempt attempt) {
                close();
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public CompletionStage<Void> ended(AuditEvent event) {
                return CompletableFuture.completedFuture(null);
            }
        })));
    }

    @Test
    void byTheGateThatIsToldOfTheEnd() {
        Sentry sentry = finding(builder -> builder.directory(
                        (user, realm) -> CompletableFuture.failedFuture(new IllegalStateException("away")))
                .gate(new Gate() {
                    @Override
                    public CompletionStage<Boolean> admit(Attempt attempt) {
                        return CompletableFuture.completedFuture(true);
                    }

                    @Override
                    public CompletionStage<Void> ended(AuditEvent event) {
                        close();
                        return new CompletableFuture<>();
                    }
                }));

        assertThat(login(sentry)).isEqualTo(failure(FailureKind.TEMPORARY));
        assertThat(sentry.events()).hasSize(1);
    }

    @Test
    void byTheAudit() {
        List<AuditEvent> events = new ArrayList<>();
        Sentry sentry = finding(builder -> builder.audit(event -> {
            events.add(event);
            close();
        }));

        assertThat(login(sentry)).isInstanceOf(ServerReply.Success.class);
        assertThat(events).hasSize(1).allMatch(AuditEvent::success);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void byWhatIsRunAfterSuccess() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.onSuccess(this::close);
            return success("alice");
        }));

        assertThat(login(sentry)).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    void byAResourceThatItOwns() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.own((AutoCloseable) this::close);
            return success("alice");
        }));

        assertThat(login(sentry)).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    void byWhoeverGetsTheReply() {
        CompletableFuture<Optional<Account>> found = new CompletableFuture<>();
        Sentry sentry = finding(builder -> builder.directory((user, realm) -> found));
        self.add(sentry.open());
        var reply = self.get(0).start(new byte[0]).thenApply(told -> {
            close();
            return told;
        });

        found.complete(Optional.of(Account.of("alice", "{PLAIN}wonderland")));

        assertThat(Await.now(reply)).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
    }
}
