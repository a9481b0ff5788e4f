package org.countersign.sasl.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;

/** A server's exchange in texts. */
final class Server {
    private final ServerExchange exchange;
    private final List<AuditEvent> audit;
    private ServerReply last = new ServerReply.Challenge(new byte[0]);

    private Server(ServerExchange exchange, List<AuditEvent> audit) {
        this.exchange = exchange;
        this.audit = audit;
    }

    /** A server that knows the user of the example; everybody may act as everybody. */
    static Server of(Vector vector) {
        Account account =
                Account.of(vector.who().authenticationId(), "{" + vector.hash().mechanism() + "}" + vector.verifier());
        return of(vector.server(), vector.binds() ? Client.BOUND : Client.PLAIN, account);
    }

    static Server of(ScramMechanism mechanism, ConnectionFacts facts, Account account, MechanismProvider... others) {
        MechanismProvider[] all = new MechanismProvider[others.length + 1];
        System.arraycopy(others, 0, all, 1, others.length);
        all[0] = mechanism;
        List<AuditEvent> audit = new ArrayList<>();
        return new Server(
                ServerSide.with(Catalogue.of(all))
                        .directory(Directory.of(List.of(account)))
                        .authorizer((attempt, who, asked, principal) -> CompletableFuture.completedFuture(
                                new Authorizer.Decision.Grant(asked.isEmpty() ? account.user() : asked)))
                        .audit(audit::add)
                        .build()
                        .open(mechanism.info().name(), facts, Runnable::run)
                        .orElseThrow(),
                audit);
    }

    String start(String text) {
        return text(exchange.start(text.getBytes(UTF_8)));
    }

    String respond(String text) {
        return text(exchange.respond(text.getBytes(UTF_8)));
    }

    /** The outcome after the client's empty answer to the server's proof. */
    ServerReply success() {
        last = now(exchange.respond(new byte[0]));
        return last;
    }

    /** Of the last call that gave no text. */
    ServerReply.Failure failure() {
        return (ServerReply.Failure) last;
    }

    /** What the audit was told. */
    String detail() {
        return audit.get(0).detail();
    }

    private String text(CompletionStage<ServerReply> reply) {
        last = now(reply);
        return last instanceof ServerReply.Challenge challenge ? new String(challenge.data(), UTF_8) : last.toString();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
