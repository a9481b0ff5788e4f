package org.countersign.sasl.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;

/** A client's exchange in texts. */
final class Client {
    /** A connection without channel bindings. */
    static final ConnectionFacts PLAIN =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    /** A connection that exports what the examples are bound to. */
    static final ConnectionFacts BOUND = ConnectionFacts.of("smtp", "mail.example.org")
            .channelBindings(Set.of("tls-exporter"), type -> Vector.EXPORTED)
            .build();

    private final ClientExchange exchange;
    private ClientReply last = new ClientReply.Success(null);

    private Client(ClientExchange exchange) {
        this.exchange = exchange;
    }

    static Client of(Vector vector) {
        boolean couldBind = !vector.clientFirst().startsWith("n");
        return of(vector.client(), couldBind ? BOUND : PLAIN, List.of(), credentials(vector.who(), Vector.PASSWORD));
    }

    static Client of(ScramMechanism mechanism, ConnectionFacts facts, List<String> offered, Credentials credentials) {
        return new Client(ClientSide.with(Catalogue.of(mechanism))
                .build()
                .open(mechanism.info().name(), offered, facts, credentials, Runnable::run)
                .orElseThrow());
    }

    static Credentials credentials(Identities who, String password) {
        return Credentials.password(who, password.toCharArray());
    }

    String start() {
        return text(exchange.start());
    }

    String challenge(String text) {
        return text(exchange.challenge(text.getBytes(UTF_8)));
    }

    ClientReply outcome(boolean success) {
        last = now(exchange.outcome(success, null));
        return last;
    }

    /** Of the last call that gave no text. */
    ClientReply.Failure failure() {
        return (ClientReply.Failure) last;
    }

    private String text(CompletionStage<ClientReply> reply) {
        last = now(reply);
        return last instanceof ClientReply.Send send ? new String(send.data(), UTF_8) : last.toString();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
