package org.countersign.sasl.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;

/** A server with one mechanism, and all that it has told its audit. */
public final class Sentry {
    private final Queue<AuditEvent> events = new ConcurrentLinkedQueue<>();
    private final String mechanism;
    private final ServerSide side;

    private Sentry(ServerMechanism mechanism, UnaryOperator<ServerSide.Builder> with) {
        this.mechanism = mechanism.info().name();
        this.side = with.apply(ServerSide.with(Catalogue.of(mechanism))
                        .policy(SaslPolicy.safe().alsoAllow(this.mechanism))
                        .audit(events::add))
                .build();
    }

    public static Sentry of(ServerMechanism mechanism) {
        return new Sentry(mechanism, builder -> builder);
    }

    public static Sentry of(ServerMechanism mechanism, UnaryOperator<ServerSide.Builder> with) {
        return new Sentry(mechanism, with);
    }

    /** An exchange that goes on wherever an answer comes from. */
    public ServerExchange open() {
        return open(Facts.SMTP);
    }

    public ServerExchange open(ConnectionFacts facts) {
        return open(facts, Runnable::run);
    }

    public ServerExchange open(Executor runOn) {
        return open(Facts.SMTP, runOn);
    }

    public ServerExchange open(ConnectionFacts facts, Executor runOn) {
        return side.open(mechanism, facts, runOn).orElseThrow();
    }

    public ServerSide side() {
        return side;
    }

    public List<AuditEvent> events() {
        return List.copyOf(events);
    }

    /** The one event that there is. */
    public AuditEvent event() {
        assertThat(events).hasSize(1);
        return events.element();
    }

    /** What a client is told. */
    public static ServerReply failure(FailureKind kind) {
        return new ServerReply.Failure(kind);
    }
}
