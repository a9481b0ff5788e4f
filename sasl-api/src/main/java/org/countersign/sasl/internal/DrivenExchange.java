package org.countersign.sasl.internal;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
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
    /** A part of the way: it ends when it has replied, parked or concluded. */
    @FunctionalInterface
    public interface Leg {
        void walk() throws Exception;
    }

    private enum Phase {
        /** The peer's turn, or not started. */
        IDLE,
        RUNNING,
        /** An answer is awaited. */
        PENDING,
        DEAD
    }

    /** What the peer has sent, possibly nothing, and the leg that begins with it. */
    protected abstract static class Input implements Leg {
        private final byte @Nullable [] octets;
        private @Nullable Input before;

        protected Input(byte @Nullable [] octets) {
            this.octets = octets;
        }

        /** What has been sent, or null where that was nothing. */
        protected final byte @Nullable [] sent() {
            return octets;
        }

        /** What has been sent, where that was something. */
        protected final byte[] octets() {
            return Objects.requireNonNull(octets);
        }

        private void wipe() {
            if (octets != null) {
                Arrays.fill(octets, (byte) 0);
            }
        }
    }

    @SuppressWarnings("rawtypes") // a class literal knows no R
    private static final AtomicReferenceFieldUpdater<DrivenExchange, Phase> PHASE =
            AtomicReferenceFieldUpdater.newUpdater(DrivenExchange.class, Phase.class, "phase");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<DrivenExchange, Resources> RESOURCES =
            AtomicReferenceFieldUpdater.newUpdater(DrivenExchange.class, Resources.class, "resources");

    private volatile Phase phase = Phase.IDLE;
    private volatile @Nullable FailureKind endAsked;
    private final Executor runOn;
    private final long deadline;

    /** Null while there is nothing to own, as in most exchanges. */
    private volatile @Nullable Resources resources;

    private @Nullable Input last;

    /** Where the last caller waits; null when its reply is on the way, so that an end is told to the next one. */
    private volatile @Nullable CompletableFuture<R> result;

    /** Whether an answer has been taken since somebody looked at the clock, which costs as much as the rest of a leg. */
    private boolean answered;

    private long leftAtEnd;
    private @Nullable R outgoing;
    private @Nullable CompletionStage<?> awaited;
    private @Nullable Leg parked;
    /** The reply that ends the exchange; not told as long as nobody asks, or it is held back. */
    private volatile @Nullable R ending;

    protected DrivenExchange(Executor runOn, long deadlineNanos) {
        this.runOn = runOn;
        this.deadline = System.nanoTime() + deadlineNanos;
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
        return resources().own(resource);
    }

    /** What this exchange owns. */
    public final Resources resources() {
        Resources made = resources;
        return made != null ? made : RESOURCES.updateAndGet(this, now -> now == null ? new Resources() : now);
    }

    private void release() {
        Resources owned = RESOURCES.getAndSet(this, Resources.RELEASED); // whatever comes later is closed at once
        if (owned != null) {
            owned.release();
        }
    }

    public final long nanosLeft() {
        return deadline - System.nanoTime();
    }

    /** How many nanoseconds were left at the end; to be asked once the exchange is {@linkplain #concluding concluding}. */
    protected final long nanosLeftAtEnd() {
        return leftAtEnd;
    }

    public void expire() {
        end(FailureKind.TIMED_OUT);
    }

    public void close() {
        end(FailureKind.ABORTED);
    }

    /** Takes the peer's next message, which is wiped when the exchange ends. */
    protected final CompletionStage<R> enter(Input input) {
        if (!moves(Phase.IDLE, Phase.RUNNING)) {
            return enterAfterEnd(input);
        }
        input.before = last;
        last = input;
        CompletableFuture<R> reply = new CompletableFuture<>();
        result = reply;
        walk(input);
        return reply;
    }

    private boolean moves(Phase from, Phase to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /** An end that came between two calls, or comes just now, is told to the next caller, once. */
    private CompletionStage<R> enterAfterEnd(Input input) {
        if (phase != Phase.DEAD) {
            throw new IllegalStateException("one message at a time: an answer is still awaited");
        }
        input.wipe();
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

    /** Why the exchange shall end, or null; to be asked once more after {@link #concluding} has made the end final. */
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

    /**
     * Whether the answer is there and the exchange may go on with it at once, which takes no leg; else the rest is to be
     * {@linkplain #park parked}. How deep calls get is bounded by the number of questions.
     */
    protected final boolean isThere(CompletableFuture<?> stage) {
        answered = stage.isDone();
        return answered && endAsked == null;
    }

    /** Goes on once {@code stage} is complete, on the executor. */
    protected final void park(CompletableFuture<?> stage, Leg then) {
        parked = then;
        awaited = stage;
    }

    /** Replies, and lets the peer have its turn. */
    protected final void reply(R reply) {
        outgoing = reply;
    }

    /**
     * Makes the end final: from here on nobody else can bring it about, and {@link #endAsked} says one last time whether a
     * slow answer has made it too late for a success. What follows is {@link #conclude}.
     */
    protected final void concluding() {
        phase = Phase.DEAD;
        leftAtEnd = nanosLeft();
        askEndIfLate(leftAtEnd);
    }

    /** Lets go of everything, and ends with this reply. */
    protected final void conclude(R reply) {
        parked = null;
        awaited = null;
        outgoing = null;
        forget();
        for (Input each = last; each != null; each = each.before) {
            each.wipe();
        }
        last = null;
        release();
        deliver(reply);
    }

    /** Ends the exchange with a failure. */
    protected final void fail(FailureKind kind, String detail) {
        concluding();
        conclude(failed(kind, detail));
    }

    private void walk(@Nullable Leg leg) {
        try {
            if (leg != null && endAsked == null) {
                leg.walk();
            }
        } catch (EmbedderException e) {
            failThrown(FailureKind.TEMPORARY, e.getCause() == null ? e : e.getCause());
        } catch (VirtualMachineError e) {
            failThrown(FailureKind.INTERNAL, e);
            throw e;
        } catch (Throwable e) {
            failThrown(FailureKind.INTERNAL, e);
        }
        leave();
    }

    /** The class of what was thrown is told and never its message, which may quote input. */
    private void failThrown(FailureKind kind, Throwable thrown) {
        fail(kind, thrown.getClass().getSimpleName());
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
        fail(endAsked == null ? FailureKind.ABORTED : endAsked, "");
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
