package org.countersign.app.server;

import java.util.concurrent.Executor;
import org.countersign.smtp.SmtpServerSide;

/** What all connections of a server share. */
record Service(ServerOptions options, SmtpServerSide smtp, MailStore mail, Executor workers) {}
