package org.countersign.app.server;

import java.io.IOException;
import java.util.List;
import org.countersign.app.Endpoint;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;

/** Servers for tests, with one user. */
final class Servers {
    static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    private Servers() {}

    /** Options of a server without TLS. */
    static ServerOptions.Builder options() {
        return options(Directory.of(List.of(Account.of("tim", "{PLAIN}" + RawClient.PASSWORD))));
    }

    static ServerOptions.Builder options(Directory directory) {
        return ServerOptions.of(directory).listen(ANY_PORT).hostname("mail.example");
    }

    /** A server that takes passwords in clear. */
    static SubmissionServer cleartext() throws IOException {
        return SubmissionServer.start(options().allowCleartext(true).build());
    }
}
