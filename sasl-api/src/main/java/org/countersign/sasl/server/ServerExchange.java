package org.countersign.sasl.server;

import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to authenticate, from the first message to the outcome. {@link #start} and {@link #respond} are called one
 * after the other, each after the reply to the one before; {@link #abort}, {@link #expire} and {@link #close} may come at
 * any moment from any thread and never wait. A reply completes on the caller's thread when no answer had to be waited for,
 * on the executor given at {@link ServerSide#open} when one had, or on the thread that ended the attempt. Arrays handed in
 * belong to the exchange, which wipes them when it ends.
 */
@ThreadSafe
public interface ServerExchange extends AutoCloseable {

    /**
     * Starts the exchange.
     *
     * @param initialResponse null: absent, empty: there and empty (SASL-04)
     * @throws IllegalStateException if it has been started already; the exchange goes on unharmed
     */
    CompletionStage<ServerReply> start(byte @Nullable [] initialResponse);

    /**
     * Takes the client's answer to the last challenge.
     *
     * @throws IllegalStateException if no challenge waits for one; the exchange goes on unharmed
     */
    CompletionStage<ServerReply> respond(byte[] response);

    /** The client has cancelled (SASL-10). A reply still due becomes a failure; afterwards nothing happens any more. */
    void abort();

    /** The deadline has passed; called by whoever owns a timer. */
    void expire();

    /** Nanoseconds until the deadline, 0 or less when it has passed. */
    long nanosLeft();

    /** The connection is gone. After the outcome this does nothing; before, it is an {@link #abort}. */
    @Override
    void close();
}
