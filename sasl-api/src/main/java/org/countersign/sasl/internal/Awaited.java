package org.countersign.sasl.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Question.Pending;

/** An answer that is taken from a stage on the attempt's thread. */
@Immutable
public record Awaited<A>(CompletableFuture<?> stage, Callable<A> answer) implements Pending<A> {

    /** The answer of an embedder, asked now. */
    public static <A> Pending<A> from(Supplier<CompletionStage<A>> call) {
        CompletableFuture<A> future = Stages.from(call);
        return new Awaited<>(future, () -> Stages.answer(future));
    }

    /** The answer is what {@code work} returns, run by {@code workers} while {@code resources} are kept open. */
    public static <A> Pending<A> of(Callable<A> work, Executor workers, Resources resources) {
        CompletableFuture<Callable<A>> done = new CompletableFuture<>();
        resources.retain();
        try {
            workers.execute(() -> {
                Callable<A> outcome = run(work);
                // first let go, then answer: the attempt may end at once, and closes what it owns on its own thread
                resources.release();
                done.complete(outcome);
            });
        } catch (VirtualMachineError e) {
            resources.release();
            throw e;
        } catch (Throwable refused) {
            resources.release();
            done.completeExceptionally(refused);
        }
        return new Awaited<>(done, () -> Stages.answer(done).call());
    }

    /** The outcome of work that has been done: the result, or what it threw once more. */
    private static <A> Callable<A> run(Callable<A> work) {
        try {
            A result = work.call();
            return () -> result;
        } catch (Throwable e) {
            return () -> {
                if (e instanceof Error error) {
                    throw error;
                }
                throw (Exception) e;
            };
        }
    }

    @Override
    public A settle() throws Exception {
        return answer.call();
    }
}
