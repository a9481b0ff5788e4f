package org.countersign.sasl.server;

import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;

/**
 * Answers questions of one type, now or later. An exception, thrown or in the stage, is a temporary failure. The stage
 * stays the answerer's: it is listened to, never completed or cancelled. A secret in the question is borrowed until the
 * stage is complete or the attempt has ended.
 */
@FunctionalInterface
@ThreadSafe
public interface Answerer<Q, A> {
    CompletionStage<A> answer(Q question, Attempt attempt);
}
