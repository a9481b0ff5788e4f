package org.countersign.sasl.testkit;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.server.Answerer;
import org.jspecify.annotations.Nullable;

/** How one side's questions are answered in one exchange: all at once, except for those named. */
@ThreadSafe
final class Answering {
    /** The ways in which an embedder answers, good and bad. */
    enum Manner {
        AT_ONCE,
        /** When the exchange waits, on another thread. */
        LATER,
        NEVER,
        WITH_A_FAILED_STAGE,
        BY_THROWING,
        WITH_NO_STAGE,
        WITH_NULL
    }

    private static final int ALL = -1;

    private final Manner manner;
    private final int question;
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    private Answering(Manner manner, int question) {
        this.manner = manner;
        this.question = question;
    }

    static Answering atOnce() {
        return new Answering(Manner.AT_ONCE, ALL);
    }

    static Answering later() {
        return new Answering(Manner.LATER, ALL);
    }

    /** One question, counted from 0, is answered in this manner, the others at once. */
    static Answering one(int question, Manner manner) {
        return new Answering(manner, question);
    }

    /** How many questions there were. */
    int asked() {
        return asked.get();
    }

    /** What an exchange is waiting for, or null; to be run on another thread. */
    @Nullable
    Runnable poll() {
        return waiting.poll();
    }

    <Q, A> Answerer<Q, A> of(Answerer<Q, A> answerer) {
        return (question, attempt) -> answer(() -> answerer.answer(question, attempt));
    }

    /** The answer of {@code real}, in the manner of the question whose turn it is. */
    @SuppressWarnings("NullAway") // null instead of a stage is one of the bad manners
    <A> CompletionStage<A> answer(Supplier<CompletionStage<A>> real) {
        return switch (next()) {
            case AT_ONCE -> real.get();
            case LATER -> later(real);
            case NEVER -> new CompletableFuture<>();
            case WITH_A_FAILED_STAGE -> CompletableFuture.failedFuture(new IllegalStateException("out of order"));
            case BY_THROWING -> throw new IllegalStateException("out of order");
            case WITH_NO_STAGE -> null;
            case WITH_NULL -> CompletableFuture.completedFuture(null);
        };
    }

    /** Where work off the event loop runs. */
    Executor workers() {
        return task -> {
            switch (next()) {
                case AT_ONCE -> task.run();
                case LATER -> waiting.add(task);
                case NEVER -> {}
                default -> throw new RejectedExecutionException("out of order");
            }
        };
    }

    private Manner next() {
        int current = asked.getAndIncrement();
        return question == ALL || question == current ? manner : Manner.AT_ONCE;
    }

    private <A> CompletionStage<A> later(Supplier<CompletionStage<A>> real) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        waiting.add(() -> real.get().whenComplete((fact, failure) -> {
            if (failure == null) {
                answer.complete(fact);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }
}
