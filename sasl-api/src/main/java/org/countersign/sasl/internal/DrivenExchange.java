package org.countersign.sasl.internal;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ExchangeContext;
import org.countersign.sasl.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * The position of one exchange, and what both sides' drivers guarantee about threads, time and memory; {@code R} is the
 * type of a reply. The phase is the only thing that threads contend for: who moves it to RUNNING has the exchange to itself,
 * and whoever leaves RUNNING looks once more whether somebody has asked for the end meanwhile.
 */
@ThreadSafe
public abstract class DrivenExchange<R> implements ExchangeContext {
    /** A part of the way: returns the next part, or null when it has replied, parked or concluded. A loop, no recursion. */
    @FunctionalInterface
    public interface Leg {
        @Nullable
        Leg walk() throws Exception;
    }

    private enum Phase {
        /** The peer's turn, or not started. */
        IDLE,
        RUNNING,
        /** An answer is awaited. */
        PENDING,
        DEAD
    }

    /** What the peer has sent, the last first. */
    private record Input(byte[] octets, @Nullable Input before) {}

    @SuppressWarnings("rawtypes") // a class literal knows no R
    private static final AtomicReferenceFieldUpdater<DrivenExchange, Phase> PHASE =
            AtomicReferenceFieldUpdater.newUpdater(DrivenExchange.class, Phase.class, "phase");

    private volatile Phase phase = Phase.IDLE;
    private volatile @Nullable FailureKind endAsked;
    private final Executor runOn;
    private final long began = System.nanoTime();
    private final long deadlineNanos;
    private final Resources resources = new Resources();
    private @Nullable Input inputs;

    /** Where the last caller waits; null when its reply is on the way, so that an end is told to the next one. */
    private volatile @Nullable CompletableFuture<R> result;

    /** Whether an answer has been taken since somebody looked at the clock, which costs as much as the rest of a leg. */
    private boolean answered;

    private long took;
    private @Nullable R outgoing;
    private @Nullable CompletionStage<?> awaited;
    private @Nullable Leg parked;
    /** The reply that ends the exchange; not told as long as nobody asks, or it is held back. */
    private volatile @Nullable R ending;

    protected DrivenExchange(Executor runOn, long deadlineNanos) {
        this.runOn = runOn;
        this.deadlineNanos = deadlineNanos;
        if (deadlineNanos <= 0) {
            this.endAsked = FailureKind.TIMED_OUT;
        }
    }

    /** What the exchange fails with when something other than a step ends it; called once, RUNNING. */
    protected abstract R failed(FailureKind kind, String detail);

    /** Drops everything that refers to steps. */
    protected abstract void forget();

    /** Something to wait for before a reply that ends the exchange is given out; null: nothing. */
    protected @Nullable CompletionStage<?> holdBack(R reply) {
        return null;
    }

    @Override
    public final <C extends AutoCloseable> C own(C resource) {
        return resources.own(resource);
    }

    protected final Resources resources() {
        return resources;
    }

    public final long nanosLeft() {
        return deadlineNanos - (System.nanoTime() - began);
    }

    /** Nanoseconds from the opening of the exchange to its end; to be asked once it {@linkplain #conclude concludes}. */
    protected final long nanosTaken() {
        return took;
    }

    public void expire() {
        end(FailureKind.TIMED_OUT);
    }

    public void close() {
        end(FailureKind.ABORTED);
    }

    /** Takes the peer's next message; {@code input} is wiped when the exchange ends. */
    protected final CompletionStage<R> enter(byte @Nullable [] input, Leg first) {
        if (!moves(Phase.IDLE, Phase.RUNNING)) {
            return enterAfterEnd(input);
        }
        if (input != null) {
            inputs = new Input(input, inputs);
        }
        CompletableFuture<R> reply = new CompletableFuture<>();
        result = reply;
        walk(first);
        return reply;
    }

    private boolean moves(Phase from, Phase to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /** An end that came between two calls, or comes just now, is told to the next caller, once. */
    private CompletionStage<R> enterAfterEnd(byte @Nullable [] input) {
        if (phase != Phase.DEAD) {
            throw new IllegalStateException("one message at a time: an answer is still awaited");
        }
        if (input != null) {
            Arrays.fill(input, (byte) 0);
        }
        if (result != null) {
            throw new IllegalStateException("the exchange has ended");
        }
        CompletableFuture<R> reply = new CompletableFuture<>();
        result = reply;
        tellEnding();
        return reply;
    }

    /** Asks for the end, from any thread and without waiting: whoever is RUNNING sees to it. */
    protected final void end(FailureKind kind) {
        if (endAsked == null) {
            endAsked = kind;
        }
        if (moves(Phase.IDLE, Phase.DEAD) || moves(Phase.PENDING, Phase.DEAD)) {
            concludeAsAsked();
        } else if (phase == Phase.DEAD) {
            tellEnding();
        }
    }

    /** Why the exchange shall end, or null; to be asked once more after {@link #conclude} has made the end final. */
    protected final @Nullable FailureKind endAsked() {
        return endAsked;
    }

    private void askEndIfLate() {
        askEndIfLate(nanosLeft());
    }

    private void askEndIfLate(long left) {
        if (endAsked == null && left <= 0) {
            endAsked = FailureKind.TIMED_OUT;
        }
    }

    /** The next leg once {@code stage} is complete: now if it is, else later on the executor. */
    protected final @Nullable Leg await(CompletableFuture<?> stage, Leg then) {
        if (stage.isDone()) {
            answered = true;
            return then;
        }
        parked = then;
        awaited = stage;
        return null;
    }

    /** Replies, and lets the peer have its turn. */
    protected final @Nullable Leg reply(R reply) {
        outgoing = reply;
        return null;
    }

    /**
     * Ends the exchange. From here on nobody else can; {@code outcome} is what happened, and may look at
     * {@link #endAsked} one last time: a slow answer can have made it too late for a success.
     */
    protected final @Nullable Leg conclude(Supplier<R> outcome) {
        phase = Phase.DEAD;
        took = System.nanoTime() - began;
        askEndIfLate(deadlineNanos - took);
        R reply = outcome.get();
        parked = null;
        awaited = null;
        outgoing = null;
        forget();
        for (Input each = inputs; each != null; each = each.before) {
            Arrays.fill(each.octets, (byte) 0);
        }
        inputs = null;
        resources.release();
        deliver(reply);
        return null;
    }

    private void walk(@Nullable Leg leg) {
        try {
            Leg next = leg;
            while (next != null && endAsked == null) {
                next = next.walk();
            }
        } catch (EmbedderException e) {
            concludeThrown(FailureKind.TEMPORARY, e.getCause() == null ? e : e.getCause());
        } catch (VirtualMachineError e) {
            concludeThrown(FailureKind.INTERNAL, e);
            throw e;
        } catch (Throwable e) {
            concludeThrown(FailureKind.INTERNAL, e);
        }
        leave();
    }

    /** The class of what was thrown is told and never its message, which may quote input. */
    private void concludeThrown(FailureKind kind, Throwable thrown) {
        conclude(() -> failed(kind, thrown.getClass().getSimpleName()));
    }

    private void leave() {
        if (phase == Phase.DEAD) {
            return;
        }
        CompletableFuture<R> to = result;
        CompletionStage<?> stage = awaited;
        R reply = outgoing;
        if (reply != null && answered) {
            answered = false;
            askEndIfLate();
        }
        awaited = null;
        outgoing = null;
        if (reply != null) {
            result = null;
        }
        Phase next = stage != null ? Phase.PENDING : Phase.IDLE;
        phase = next;
        if (endAsked != null && moves(next, Phase.DEAD)) {
            result = to;
            concludeAsAsked();
        } else if (stage != null) {
            // the stage is not ours: it refers to this exchange and to nothing of it that is dropped at the end
            stage.whenComplete((answer, failure) -> resumeOnExecutor());
        } else if (to != null && reply != null) {
            to.complete(reply);
        }
    }

    private void resumeOnExecutor() {
        try {
            runOn.execute(this::resume);
        } catch (RuntimeException e) {
            end(FailureKind.ABORTED);
        }
    }

    private void resume() {
        // fails when the exchange has ended meanwhile: a late answer is ignored
        if (moves(Phase.PENDING, Phase.RUNNING)) {
            Leg next = parked;
            parked = null;
            askEndIfLate();
            walk(next);
        }
    }

    private void concludeAsAsked() {
        FailureKind kind = endAsked == null ? FailureKind.ABORTED : endAsked;
        conclude(() -> failed(kind, ""));
    }

    private void deliver(R reply) {
        ending = reply;
        CompletionStage<?> hold = holdBack(reply);
        if (hold == null) {
            tellEnding();
        } else {
            hold.whenComplete((done, failure) -> tellEndingOnExecutor());
        }
    }

    private void tellEndingOnExecutor() {
        try {
            runOn.execute(this::tellEnding);
        } catch (RuntimeException e) {
            tellEnding();
        }
    }

    /** May be called again, and by several threads: whoever brings the second of the two things completes the reply. */
    private void tellEnding() {
        R reply = ending;
        CompletableFuture<R> to = result;
        if (reply != null && to != null) {
            to.complete(reply);
        }
    }
}
