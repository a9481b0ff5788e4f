package org.countersign.app.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.smtp.Line;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;

/** The commands of SMTP but AUTH and STARTTLS, and what they have said so far (RFC 5321, section 4.1). */
final class SmtpCommands {
    /** A reply of this code is followed by TLS. */
    static final int READY = 220;
    /** A reply of this code is the last. */
    static final int CLOSING = 221;
    /** A reply of this code is followed by a message from the client. */
    static final int START_INPUT = 354;

    /** More than the RFC has: underscores occur. Nothing that has a meaning in a Received line. */
    private static final Pattern HELO = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}|\\[[A-Za-z0-9.:-]{1,64}]");

    private static final SmtpReply DATA = SmtpReply.plain(START_INPUT, "End data with <CR><LF>.<CR><LF>");
    private static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");
    private static final SmtpReply BYE = SmtpReply.of(CLOSING, "2.0.0", "Bye");
    private static final SmtpReply CANNOT_VERIFY = SmtpReply.of(252, "2.0.0", "Cannot verify, but will take messages");
    private static final SmtpReply NOT_RECOGNIZED = SmtpReply.of(500, "5.5.1", "Command not recognized");
    private static final SmtpReply HELO_SYNTAX = SmtpReply.of(501, "5.5.4", "Syntax: EHLO domain, or [address]");
    private static final SmtpReply NO_ARGUMENTS = SmtpReply.of(501, "5.5.4", "This command has no arguments");
    private static final SmtpReply ARGUMENT = SmtpReply.of(501, "5.5.4", "This command needs an argument");
    private static final SmtpReply NO_EHLO = SmtpReply.of(503, "5.5.1", "Send EHLO first");

    private final SmtpServerSession session;
    private final String hostname;
    private final long messageLimit;
    private final boolean tlsAvailable;
    private final MailTransaction transaction;
    private String helo = "";

    SmtpCommands(SmtpServerSession session, ServerOptions options) {
        this.session = session;
        this.hostname = options.hostname;
        this.messageLimit = options.messageLimit;
        this.tlsAvailable = options.tls != null;
        this.transaction = new MailTransaction(session, messageLimit);
    }

    /** The first reply of a connection. */
    SmtpReply greeting() {
        return SmtpReply.plain(READY, hostname + " ESMTP Countersign");
    }

    /** Executes a command, unless the session refuses it. */
    SmtpReply execute(Line.Complete line) {
        String text = new String(line.octets(), StandardCharsets.ISO_8859_1);
        int blank = text.indexOf(' ');
        String argument = blank < 0 ? "" : text.substring(blank).strip();
        return session.refusal(line.verb()).orElseGet(() -> execute(line.verb(), argument, text));
    }

    private SmtpReply execute(String verb, String argument, String line) {
        return switch (verb) {
            case "EHLO" -> greeted(argument).orElseGet(this::ehlo);
            case "HELO" -> greeted(argument).orElseGet(this::helo);
            case "MAIL" -> helo.isEmpty() ? NO_EHLO : mail(line);
            case "RCPT" -> transaction.rcpt(line);
            case "DATA" -> noArgument(argument).or(transaction::refusalOfData).orElse(DATA);
            case "RSET" -> noArgument(argument).orElseGet(this::rset);
            case "QUIT" -> noArgument(argument).orElse(BYE);
            case "NOOP" -> OK;
            case "VRFY" -> argument.isEmpty() ? ARGUMENT : CANNOT_VERIFY;
            default -> NOT_RECOGNIZED;
        };
    }

    /** Why the argument of EHLO or HELO is not taken; else it is kept. */
    private Optional<SmtpReply> greeted(String argument) {
        if (!HELO.matcher(argument).matches()) {
            return Optional.of(HELO_SYNTAX);
        }
        helo = argument;
        transaction.reset();
        return Optional.empty();
    }

    private SmtpReply ehlo() {
        session.ehlo();
        List<String> lines = new ArrayList<>(
                List.of(hostname, "PIPELINING", "SIZE " + messageLimit, "8BITMIME", "ENHANCEDSTATUSCODES"));
        if (tlsAvailable && session.mayStartTls()) {
            lines.add("STARTTLS");
        }
        session.keyword().ifPresent(lines::add);
        return SmtpReply.plain(250, lines.toArray(String[]::new));
    }

    private SmtpReply helo() {
        session.helo();
        return SmtpReply.plain(250, hostname);
    }

    private SmtpReply mail(String line) {
        SmtpReply reply = transaction.mail(line);
        if (transaction.open()) {
            session.beginTransaction();
        }
        return reply;
    }

    private SmtpReply rset() {
        endTransaction();
        return OK;
    }

    /** The message of the transaction has come, or will not. */
    void endTransaction() {
        transaction.reset();
        session.endTransaction();
    }

    /** As after the greeting: because of TLS (TLS-03) or a security layer (SMTP-27). */
    void forget() {
        helo = "";
        transaction.reset();
    }

    /** The envelope of the message that comes after DATA. */
    Envelope envelope(Peer peer) {
        return new Envelope(
                transaction.sender(),
                transaction.recipients(),
                transaction.submitter(),
                helo,
                peer.address(),
                hostname,
                session.withKeyword(false),
                peer.cipherSuite());
    }

    private static Optional<SmtpReply> noArgument(String argument) {
        return argument.isEmpty() ? Optional.empty() : Optional.of(NO_ARGUMENTS);
    }
}
