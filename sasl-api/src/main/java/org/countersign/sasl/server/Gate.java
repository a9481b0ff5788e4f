package org.countersign.sasl.server;

import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;

/**
 * Stands before the directory: a rate limit, a lock-out. It must treat known and unknown users alike. An exception, thrown
 * or in a stage, is a temporary failure.
 */
@ThreadSafe
public interface Gate {

    /**
     * Whether the attempt may go on, possibly later; refused is a temporary failure. Asked once: before the first fact, or
     * before the authorizer where the mechanism asks for none, such as ANONYMOUS.
     */
    CompletionStage<Boolean> admit(Attempt attempt);

    /** Told of each outcome; a failure is sent only when the stage is complete. */
    CompletionStage<Void> ended(AuditEvent event);
}
