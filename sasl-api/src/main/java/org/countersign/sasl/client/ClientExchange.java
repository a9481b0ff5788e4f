package org.countersign.sasl.client;

import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be authenticated. {@link #start}, {@link #challenge} and {@link #outcome} are called one after the other,
 * each after the reply to the one before; {@link #expire} and {@link #close} may come at any moment from any thread and
 * never wait. Threads and arrays are as with {@link org.countersign.sasl.server.ServerExchange}.
 */
@ThreadSafe
public interface ClientExchange extends AutoCloseable {

    /**
     * Starts the exchange; the reply says whether there is an initial response.
     *
     * @throws IllegalStateException if it has been started already
     */
    CompletionStage<ClientReply> start();

    /**
     * Takes the server's challenge.
     *
     * @throws IllegalStateException if the exchange does not wait for one
     */
    CompletionStage<ClientReply> challenge(byte[] data);

    /**
     * Takes the server's outcome and says whether it is to be believed: success counts only when the mechanism has
     * nothing left to verify (SASL-09).
     *
     * @param additionalData what came with success; null: nothing (SASL-04)
     * @throws IllegalStateException if the exchange does not wait for it
     */
    CompletionStage<ClientReply> outcome(boolean success, byte @Nullable [] additionalData);

    /** Nanoseconds until the deadline, 0 or less when it has passed. */
    long nanosLeft();

    /** The deadline has passed; a reply still due becomes a failure. */
    void expire();

    /** Gives up. After the outcome this does nothing. */
    @Override
    void close();
}
