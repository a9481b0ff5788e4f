package org.countersign.sasl.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import net.jcip.annotations.ThreadSafe;

/** Stages that belong to embedders: listened to, never completed, cancelled or timed out. */
@ThreadSafe
public final class Stages {
    private Stages() {}

    /** The stage that {@code call} returns; one that is null, or thrown instead of returned, has failed. */
    public static <A> CompletableFuture<A> from(Supplier<CompletionStage<A>> call) {
        try {
            return listen(call.get());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The stage as something that can be asked whether it is done. */
    public static <A> CompletableFuture<A> listen(CompletionStage<A> stage) {
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            CompletableFuture<A> listening = new CompletableFuture<>();
            stage.whenComplete((answer, failure) -> {
                if (failure != null) {
                    listening.completeExceptionally(failure);
                } else {
                    listening.complete(answer);
                }
            });
            return listening;
        }
    }

    /**
     * The answer in a stage that is complete.
     *
     * @throws EmbedderException when there is none
     */
    public static <A> A answer(CompletableFuture<A> stage) throws EmbedderException {
        try {
            A answer = stage.get();
            if (answer == null) {
                throw new EmbedderException(new NullPointerException("null instead of an answer"));
            }
            return answer;
        } catch (ExecutionException e) {
            throw new EmbedderException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException | RuntimeException e) {
            // a stage that is done does not wait; a cancelled one throws
            throw new EmbedderException(e);
        }
    }
}
