package org.countersign.app.readme;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerSide;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;
import org.countersign.smtp.SmtpServerSide;

/** The first example of the README, as it is compiled and run. */
final class Embedding {
    private Embedding() {}

    /** One for an application. */
    static SmtpServerSide server(ClassLoader classLoader) {
        // begin embed
        Catalogue catalogue = Catalogue.load(classLoader);
        Account tim = Account.of("tim", "{PLAIN}tanstaaftanstaaf").prepare(catalogue.verifierKinds());
        ServerSide sasl =
                ServerSide.with(catalogue).directory(Directory.of(List.of(tim))).build();
        SmtpServerSide smtp = SmtpServerSide.with(sasl).build();
        // end embed
        return smtp;
    }

    /** One for each connection. */
    static SmtpServerSession session(SmtpServerSide smtp, Executor eventLoop) {
        // begin session
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org").build();
        SmtpServerSession session = smtp.session(facts, eventLoop);
        // end session
        return session;
    }

    static CompletionStage<SmtpReply> line(SmtpServerSession session, byte[] line) {
        // begin line
        return session.expectsResponse() ? session.response(line) : session.auth(line); // then send reply.encode()
        // end line
    }
}
