package org.countersign.sasl.internal;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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

    /** A phase: the peer's turn, or not started. Phases are numbers, for garbage collectors watch what refers to an enum. */
    private static final int IDLE = 0;

    private static final int RUNNING = 1;

    /** An answer is awaited. */
    private static final int PENDING = 2;

    private static final int DEAD = 3;

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
    private static final AtomicIntegerFieldUpdater<DrivenExchange> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(DrivenExchange.class, "phase");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<DrivenExchange, Resources> RESOURCES =
            AtomicReferenceFieldUpdater.newUpdater(DrivenExchange.class, Resources.class, "resources");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<DrivenExchange, CompletableFuture> RESULT =
            AtomicReferenceFieldUpdater.newUpdater(DrivenExchange.class, CompletableFuture.class, "result");

    private volatile int phase = IDLE;
    private volatile @Nullable FailureKind endAsked;
    private final Executor runOn;
    private final long deadline;

    /** Null while there is nothing to own, as in most exchanges. */
    private volatile @Nullable Resources resources;

    private @Nullable Input last;

    /** Where a caller waits, or whoever has been told of the end; null between calls, so that it is told to the next one. */
    private volatile @Nullable CompletableFuture<R> result;

    /** Whether an answer has been taken since somebody looked at the clock, which takes some 20 ns. */
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
        Resources known = resources;
        return known != null ? known : makeResources();
    }

    private Resources makeResources() {
        Resources made = RESOURCES.updateAndGet(this, now -> now == null ? new Resources() : now);
        if (phase == DEAD) {
            release(); // whoever has brought the end about may not have seen them
        }
        return made;
    }

    private void release() {
        Resources owned = resources;
        if (owned != null && RESOURCES.compareAndSet(this, owned, Resources.RELEASED)) {
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
        if (!moves(IDLE, RUNNING)) {
            return enterAfterEnd(input);
        }
        input.before = last;
        last = input;
        return walk(input);
    }

    private boolean moves(int from, int to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /** An end that came between two calls, or comes just now, is told to the next caller, once. */
    private CompletionStage<R> enterAfterEnd(Input input) {
        if (phase != DEAD) {
            throw new IllegalStateException("one message at a time: an answer is still awaited");
        }
        input.wipe();
        if (result != null) {
            throw new IllegalStateException("the exchange has ended");
        }
        return told();
    }

    /** Asks for the end, from any thread and without waiting: whoever is RUNNING sees to it. */
    protected final void end(FailureKind kind) {
        if (endAsked == null) {
            endAsked = kind;
        }
        if (moves(IDLE, DEAD) || moves(PENDING, DEAD)) {
            concludeAsAsked();
        } else if (phase == DEAD) {
            tellEnding();
        }
    }

    /** Why the exchange shall end, or null; to be asked once more after {@link #concluding} has made the end final. */
    protected final @Nullable FailureKind endAsked() {
        return endAsked;
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
        phase = DEAD;
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

    private CompletionStage<R> walk(Leg leg) {
        try {
            if (endAsked == null) {
                leg.walk();
            } else {
                concludeAsAsked();
            }
        } catch (EmbedderException e) {
            failThrown(FailureKind.TEMPORARY, e.getCause() == null ? e : e.getCause());
        } catch (VirtualMachineError e) {
            failThrown(FailureKind.INTERNAL, e);
            told(); // in vain, but the next caller is refused
            throw e;
        } catch (Throwable e) {
            failThrown(FailureKind.INTERNAL, e);
        }
        return leave();
    }

    /** The class of what was thrown is told and never its message, which may quote input. */
    private void failThrown(FailureKind kind, Throwable thrown) {
        fail(kind, thrown.getClass().getSimpleName());
    }

    /** The reply, or where whoever has entered waits for it. */
    private CompletionStage<R> leave() {
        if (phase == DEAD) {
            return told();
        }
        CompletionStage<?> stage = awaited;
        R reply = outgoing;
        awaited = null;
        outgoing = null;
        return stage == null ? turn(Objects.requireNonNull(reply)) : pause(stage);
    }

    /** It is the peer's turn. A reply at once goes the shortest way: nobody waits, so nothing is shared with anybody. */
    private CompletionStage<R> turn(R reply) {
        if (answered) {
            answered = false;
            askEndIfLate(nanosLeft());
        }
        CompletableFuture<R> to = result;
        if (to != null) {
            result = null;
        }
        phase = IDLE;
        if (endAsked != null && moves(IDLE, DEAD)) {
            result = to;
            concludeAsAsked();
            return told();
        }
        if (to == null) {
            return CompletableFuture.completedFuture(reply);
        }
        to.complete(reply);
        return to;
    }

    private CompletionStage<R> pause(CompletionStage<?> stage) {
        CompletableFuture<R> to = result;
        if (to == null) {
            to = new CompletableFuture<>();
            result = to;
        }
        phase = PENDING;
        if (endAsked != null && moves(PENDING, DEAD)) {
            concludeAsAsked();
        } else {
            // the stage is not ours: it refers to this exchange and to nothing of it that is dropped at the end
            stage.whenComplete((answer, failure) -> resumeOnExecutor());
        }
        return to;
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
        if (moves(PENDING, RUNNING)) {
            Leg next = Objects.requireNonNull(parked);
            parked = null;
            askEndIfLate(nanosLeft());
            walk(next);
        }
    }

    private void concludeAsAsked() {
        fail(endAsked == null ? FailureKind.ABORTED : endAsked, "");
    }

    private void deliver(R reply) {
        CompletionStage<?> hold = holdBack(reply);
        if (hold != null && result == null) {
            result = new CompletableFuture<>(); // whoever has entered waits there
        }
        ending = reply;
        if (hold == null) {
            tellEnding();
        } else {
            hold.whenComplete((done, failure) -> tellEndingOnExecutor());
        }
    }

    /** Where whoever has entered is told of the end. */
    private CompletionStage<R> told() {
        CompletableFuture<R> to = result;
        if (to != null) {
            return to;
        }
        R known = ending;
        if (known != null) {
            to = CompletableFuture.completedFuture(known);
            RESULT.lazySet(this, to); // there is nothing left to be told that another thread would have to see in time
            return to;
        }
        to = new CompletableFuture<>();
        result = to;
        tellEnding();
        return to;
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
