package org.countersign.sasl.ntlm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;

/** Both sides through the real drivers, and somebody in between who may change what is sent. */
final class Talk {
    NtlmPolicy server = NtlmPolicy.safe();
    NtlmPolicy client = NtlmPolicy.safe();
    ConnectionFacts serverFacts = TestContext.FACTS;
    ConnectionFacts clientFacts = TestContext.FACTS;
    Seams seams = Seams.system();
    UnaryOperator<byte[]> negotiate = UnaryOperator.identity();
    UnaryOperator<byte[]> challenge = UnaryOperator.identity();
    UnaryOperator<byte[]> authenticate = UnaryOperator.identity();

    final List<byte[]> sent = new ArrayList<>();
    final List<String> causes = new ArrayList<>();

    ServerReply authenticate(String user, String password) {
        ServerExchange serving = serve();
        ClientExchange asking = ask(user, password);
        ServerReply reply = now(serving.start(negotiate.apply(send(now(asking.start())))));
        if (!(reply instanceof ServerReply.Challenge theirs)) {
            return reply;
        }
        sent.add(theirs.data().clone());
        ClientReply answer = now(asking.challenge(challenge.apply(theirs.data().clone())));
        if (!(answer instanceof ClientReply.Send)) {
            serving.abort();
            return new ServerReply.Failure(((ClientReply.Failure) answer).kind());
        }
        return now(serving.respond(authenticate.apply(send(answer))));
    }

    private byte[] send(ClientReply reply) {
        byte[] octets = ((ClientReply.Send) reply).data();
        sent.add(octets.clone());
        return octets.clone();
    }

    ServerExchange serve() {
        return ServerSide.with(Catalogue.of(new NtlmMechanism(server)))
                .directory(Directory.of(List.of(
                        Account.of("Kurt", "{PLAIN}xipj3plmq"),
                        Account.of("Test", "{NTLM}a4f49c406510bdcab6824ee7c30fd852"),
                        Account.of("Hash", "{OTHER}xipj3plmq"),
                        Account.of("Void", "{NTLM}xipj3plmq"))))
                .seams(seams)
                .audit((AuditEvent event) -> causes.add(event.detail()))
                .build()
                .open("NTLM", serverFacts, Runnable::run)
                .orElseThrow();
    }

    ClientExchange ask(String user, String password) {
        return ClientSide.with(Catalogue.of(new NtlmMechanism(client)))
                .seams(seams)
                .build()
                .open(
                        "NTLM",
                        List.of("NTLM"),
                        clientFacts,
                        Credentials.password(user, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
