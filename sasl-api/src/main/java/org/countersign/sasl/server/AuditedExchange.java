package org.countersign.sasl.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.internal.DrivenExchange;
import org.countersign.sasl.internal.Stages;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an attempt: to gates and authorizers while it lasts; to the client, the audit and the gate when it has ended.
 * What the client is told and what has happened are two things (SEC-04).
 */
abstract class AuditedExchange extends DrivenExchange<ServerReply> {
    final ServerSide side;
    final ServerMechanism mechanism;
    final ConnectionFacts facts;
    final Claimant claimant;

    /** Whether the client has begun; what was only opened is no attempt. */
    boolean started;

    /** Whether the client has proved who it is, and so may know why it is refused nevertheless. */
    boolean proved;

    /** What an anonymous client says of itself. */
    String trace = "";

    private @Nullable Attempt attempt;
    private @Nullable AuditEvent event;

    AuditedExchange(ServerSide side, ServerMechanism mechanism, ConnectionFacts facts, Executor runOn) {
        super(runOn, side.deadlineNanos);
        this.side = side;
        this.mechanism = mechanism;
        this.facts = facts;
        this.claimant = new Claimant();
    }

    /** The attempt as others see it, once the user is named or it no longer matters. */
    final Attempt attempt() {
        Attempt current = attempt;
        if (current == null || !current.user().equals(claimant.name())) {
            current = new Attempt(mechanism.info().name(), claimant.name(), facts);
            attempt = current;
        }
        return current;
    }

    @Override
    protected final ServerReply failed(FailureKind kind, String detail) {
        FailureKind wire = wire(kind);
        String decoyed = claimant.decoyed();
        audit("", wire, kind, kind == FailureKind.REJECTED && !decoyed.isEmpty() ? decoyed : detail);
        return new ServerReply.Failure(wire);
    }

    /** What the client may know: nothing that only an account's existence or state can bring about (SEC-04). */
    private FailureKind wire(FailureKind kind) {
        if (proved) {
            return kind;
        }
        boolean hidden = claimant.factsKnown() && (kind == FailureKind.TEMPORARY || kind == FailureKind.INTERNAL);
        return hidden || kind.revealsAccount() ? FailureKind.REJECTED : kind;
    }

    /** Tells the audit of the success. */
    final void auditSuccess(String authorizationId) {
        audit(authorizationId, null, null, "");
    }

    private void audit(String authorizationId, @Nullable FailureKind wire, @Nullable FailureKind cause, String detail) {
        if (!started || event != null) {
            return;
        }
        long nanos = side.deadlineNanos - nanosLeftAtEnd();
        AuditEvent ended =
                new AuditEvent(attempt(), claimant.name(), trace, authorizationId, wire, cause, detail, nanos);
        event = ended;
        try {
            side.audit.accept(ended);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            System.getLogger(ServerSide.class.getName()).log(System.Logger.Level.WARNING, "the audit failed", e);
        }
    }

    /** Tells the gate of the outcome; only a failure that the client waits for is worth delaying. */
    @Override
    protected final @Nullable CompletionStage<?> holdBack(ServerReply reply) {
        Gate gate = side.gate;
        AuditEvent ended = event;
        if (gate == null || ended == null) {
            return null;
        }
        CompletableFuture<Void> told = Stages.from(() -> gate.ended(ended));
        return ended.success() || told.isDone() || endAsked() != null ? null : told;
    }
}
