package org.countersign.sasl.testkit;

import java.util.concurrent.CompletionStage;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;

/** A sound driver's exchange, of which a test breaks one method. */
class BrokenDriver implements ServerExchange {
    private final ServerExchange exchange;

    BrokenDriver(ServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public CompletionStage<ServerReply> start(byte[] initialResponse) {
        return exchange.start(initialResponse);
    }

    @Override
    public CompletionStage<ServerReply> respond(byte[] response) {
        return exchange.respond(response);
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    @Override
    public void expire() {
        exchange.expire();
    }

    @Override
    public long nanosLeft() {
        return exchange.nanosLeft();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
