package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands of a small server besides AUTH: what it says itself, and what it asks its session. */
final class MailCommands {
    private static final Pattern PATH = Pattern.compile("(?i:MAIL FROM|RCPT TO):<([^<>]*)>(.*)");

    private final SmtpServerSession session;
    private final List<String> extensions;
    private boolean greeted;
    private boolean mail;
    private int recipients;
    private boolean inMessage;

    MailCommands(SmtpServerSession session, List<String> extensions) {
        this.session = session;
        this.extensions = extensions;
    }

    /** TLS or a layer has begun. */
    void forget() {
        greeted = false;
        end();
    }

    boolean inMessage() {
        return inMessage;
    }

    /** A line of a message; null until it has ended. */
    @Nullable
    SmtpReply text(Line.Complete line) {
        if (!text(line.octets()).equals(".")) {
            return null;
        }
        end();
        return SmtpReply.of(250, "2.0.0", "Accepted");
    }

    SmtpReply execute(Line.Complete line) {
        String command = text(line.octets());
        return switch (line.verb()) {
            case "EHLO" -> ehlo(command.substring(5));
            case "HELO" -> helo();
            case "STARTTLS" -> session.startTls(line.octets());
            case "MAIL" -> mail(PATH.matcher(command));
            case "RCPT" -> rcpt(PATH.matcher(command));
            case "DATA" -> data();
            case "RSET" -> rset();
            case "NOOP" -> SmtpReply.of(250, "2.0.0", "OK");
            case "VRFY" -> SmtpReply.of(252, "2.0.0", "Who knows");
            case "QUIT" -> SmtpReply.of(221, "2.0.0", "Bye");
            default -> SmtpReply.of(500, "5.5.1", "Unknown command");
        };
    }

    private SmtpReply ehlo(String client) {
        session.ehlo();
        greeted = true;
        end();
        List<String> lines = new ArrayList<>(List.of(Fixtures.HOST + " Hello " + client));
        session.keyword().ifPresent(lines::add);
        lines.addAll(extensions);
        if (session.mayStartTls()) {
            lines.add("STARTTLS");
        }
        return SmtpReply.plain(250, lines.toArray(String[]::new));
    }

    private SmtpReply helo() {
        session.helo();
        greeted = true;
        end();
        return SmtpReply.plain(250, Fixtures.HOST);
    }

    private SmtpReply mail(Matcher command) {
        if (!greeted || mail || !command.matches()) {
            return SmtpReply.of(503, "5.5.1", "Not now");
        }
        Optional<SmtpReply> refusal = session.refusalOfSender(command.group(1));
        MailAuth submitter = session.mail(command.group(2).strip());
        if (submitter instanceof MailAuth.Refused refused) {
            return refused.reply();
        }
        if (refusal.isEmpty()) {
            session.beginTransaction();
            mail = true;
        }
        return refusal.orElse(SmtpReply.of(250, "2.1.0", "Sender accepted"));
    }

    private SmtpReply rcpt(Matcher command) {
        if (!mail || !command.matches()) {
            return SmtpReply.of(503, "5.5.1", "Send MAIL first");
        }
        Optional<SmtpReply> refusal = session.refusalOfRecipient(command.group(1));
        recipients += refusal.isEmpty() ? 1 : 0;
        return refusal.orElse(SmtpReply.of(250, "2.1.5", "Recipient accepted"));
    }

    private SmtpReply data() {
        if (!mail) {
            return SmtpReply.of(503, "5.5.1", "Send MAIL first");
        }
        if (recipients == 0) {
            return SmtpReply.of(554, "5.5.1", "No valid recipients");
        }
        inMessage = true;
        return SmtpReply.plain(354, "Go on");
    }

    private SmtpReply rset() {
        end();
        return SmtpReply.of(250, "2.0.0", "Flushed");
    }

    private void end() {
        if (mail) {
            session.endTransaction();
        }
        mail = false;
        recipients = 0;
        inMessage = false;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
