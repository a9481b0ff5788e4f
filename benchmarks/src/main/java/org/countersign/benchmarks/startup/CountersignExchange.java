package org.countersign.benchmarks.startup;

import java.util.List;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.exchanges.Setting;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;

/** Ours, with all mechanisms of the class path, which every jar on it is searched for. */
@ThreadSafe
public final class CountersignExchange {
    private CountersignExchange() {}

    /** One exchange of the mechanism that is named. */
    public static void main(String[] arguments) {
        String mechanism = arguments[0];
        Catalogue catalogue = Catalogue.load(CountersignExchange.class.getClassLoader());
        Account account = Account.of(Setting.USER, "{PLAIN}" + Setting.PASSWORD);
        ServerSide servers = ServerSide.with(catalogue)
                .directory(Directory.of(List.of(account)))
                .build();
        ClientSide clients = ClientSide.with(catalogue).build();
        System.out.println(
                exchange(Setting.open(clients, mechanism, Setting.credentials()), Setting.open(servers, mechanism)));
    }

    private static String exchange(ClientExchange client, ServerExchange server) {
        ServerReply reply = Setting.now(server.start(((ClientReply.Send) Setting.now(client.start())).data()));
        while (reply instanceof ServerReply.Challenge challenge) {
            reply = Setting.now(server.respond(Setting.sent(client.challenge(challenge.data()))));
        }
        ServerReply.Success success = (ServerReply.Success) reply;
        if (Setting.now(client.outcome(true, success.additionalData())) instanceof ClientReply.Failure failure) {
            throw new IllegalStateException(failure.toString());
        }
        return success.who().authorizationId();
    }
}
