package org.countersign.interop;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerSide;

/** Exchanges of our own, without a network. */
final class Exchanges {
    static final String HOST = "mail.example.org";

    private static final Catalogue CATALOGUE = Catalogue.load(Exchanges.class.getClassLoader());
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", HOST).build();

    private Exchanges() {}

    /** The server's side; it knows one account. */
    static ServerExchange server(String mechanism, Account account) {
        return ServerSide.with(CATALOGUE)
                .policy(SaslPolicy.safe().alsoAllow("PLAIN", "LOGIN"))
                .directory(Directory.of(List.of(account)), new CramMd5Kind())
                .build()
                .open(mechanism, FACTS, Runnable::run)
                .orElseThrow();
    }

    /** The client's side. */
    static ClientExchange client(String mechanism, String user, String password) {
        return ClientSide.with(CATALOGUE)
                .policy(ClientPolicy.safe().allowCleartext())
                .build()
                .open(
                        mechanism,
                        List.of(mechanism),
                        FACTS,
                        Credentials.password(user, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    /** What is there already: nobody here answers later. */
    static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
