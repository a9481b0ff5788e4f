package org.countersign.sasl.harness;

import java.util.concurrent.CompletionStage;

/** Somebody who knows the answers, and gives them in some way. */
public interface Embedder {

    /** The stage for {@code answer}, or whatever this one does instead. */
    <A> CompletionStage<A> with(A answer);
}
