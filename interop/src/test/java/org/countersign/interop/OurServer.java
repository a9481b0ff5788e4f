package org.countersign.interop;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.countersign.app.Endpoint;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.ServerTls;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.OwnMailboxes;

/** The reference server of Countersign with all {@link User}s, who may show their passwords without TLS too. */
final class OurServer implements AutoCloseable {
    private final SubmissionServer server;

    private OurServer(SubmissionServer server) {
        this.server = server;
    }

    static OurServer start(Certificate certificate) throws IOException {
        return start(certificate, options -> {});
    }

    static OurServer start(Certificate certificate, Consumer<ServerOptions.Builder> more) throws IOException {
        Catalogue scram = Catalogue.of(new ScramMechanisms());
        Directory directory = Directory.of(Arrays.stream(User.values())
                .map(user -> Account.of(user.id(), "{PLAIN}" + user.password()).prepare(scram.verifierKinds()))
                .toList());
        Map<String, List<String>> senders =
                Arrays.stream(User.values()).collect(Collectors.toMap(User::id, user -> List.of(Client.SENDER)));
        ServerOptions.Builder options = ServerOptions.of(directory)
                .listen(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(certificate.pair()))
                .mechanisms(List.of(
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1",
                        "CRAM-MD5",
                        "PLAIN",
                        "LOGIN"))
                .allowCleartext(true)
                .mailboxes(OwnMailboxes.in().withAliases(senders));
        more.accept(options);
        return new OurServer(SubmissionServer.start(options.build()));
    }

    int port() {
        return server.addresses().get(0).getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
