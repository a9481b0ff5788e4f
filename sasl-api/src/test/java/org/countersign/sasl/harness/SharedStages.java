package org.countersign.sasl.harness;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** An embedder with a cache: all who ask for the same wait for the same stage. */
public final class SharedStages implements Embedder {
    private final Map<Object, CompletableFuture<?>> stages = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    @Override
    @SuppressWarnings("unchecked") // an answer is kept under itself
    public <A> CompletionStage<A> with(A answer) {
        return (CompletionStage<A>) stages.computeIfAbsent(answer, same -> loaded.thenApply(done -> same));
    }

    /** Answers everybody. */
    public void load() {
        loaded.complete(null);
    }

    /** How many stages there are. */
    public int size() {
        return stages.size();
    }
}
