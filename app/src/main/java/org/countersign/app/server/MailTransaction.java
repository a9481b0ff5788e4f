package org.countersign.app.server;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.smtp.MailAuth;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;
import org.jspecify.annotations.Nullable;

/** What MAIL and RCPT have said (RFC 5321, section 3.3). */
final class MailTransaction {
    /** At least 100 (RFC 5321, section 4.5.3.1.8). */
    static final int MOST_RECIPIENTS = 1000;

    private static final Pattern SIZE = Pattern.compile("[0-9]{1,20}"); // RFC 1870, section 5

    private static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Sender accepted");
    private static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "Recipient accepted");
    private static final SmtpReply MAIL_SYNTAX =
            SmtpReply.of(501, "5.5.4", "Syntax: MAIL FROM:<address> [SIZE=octets] [BODY=7BIT|8BITMIME] [AUTH=mailbox]");
    private static final SmtpReply RCPT_SYNTAX = SmtpReply.of(501, "5.5.4", "Syntax: RCPT TO:<address>");
    private static final SmtpReply UNKNOWN_PARAMETER = SmtpReply.of(555, "5.5.4", "Parameter not supported");
    private static final SmtpReply TWO_SENDERS = SmtpReply.of(503, "5.5.1", "There is a sender already");
    private static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Send MAIL first");
    private static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
    private static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients");
    static final SmtpReply TOO_LARGE = SmtpReply.of(552, "5.3.4", "Message too large");

    private final SmtpServerSession session;
    private final long messageLimit;
    private @Nullable String sender;
    private MailAuth submitter = new MailAuth.Absent();
    private final List<String> recipients = new ArrayList<>();

    MailTransaction(SmtpServerSession session, long messageLimit) {
        this.session = session;
        this.messageLimit = messageLimit;
    }

    /**
     * MAIL; a transaction is open when the reply is positive.
     *
     * @param line without CRLF
     */
    SmtpReply mail(String line) {
        if (sender != null) {
            return TWO_SENDERS;
        }
        return PathCommand.mail(line).map(this::mail).orElse(MAIL_SYNTAX);
    }

    private SmtpReply mail(PathCommand command) {
        Optional<SmtpReply> refusal = refusal(command.parameters()).or(() -> session.refusalOfSender(command.path()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        MailAuth said = session.mail(command.parameterText());
        if (said instanceof MailAuth.Refused refused) {
            return refused.reply();
        }
        sender = command.path();
        submitter = said;
        return SENDER_OK;
    }

    private Optional<SmtpReply> refusal(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .flatMap(parameter -> refusal(parameter.getKey(), parameter.getValue()).stream())
                .findFirst();
    }

    private Optional<SmtpReply> refusal(String keyword, String value) {
        return switch (keyword) {
            case "SIZE" -> SIZE.matcher(value).matches() ? refusalOfSize(value) : Optional.of(MAIL_SYNTAX);
            case "BODY" ->
                switch (value.toUpperCase(Locale.ROOT)) {
                    case "7BIT", "8BITMIME" -> Optional.empty();
                    default -> Optional.of(MAIL_SYNTAX);
                };
            case "AUTH" -> Optional.empty();
            default -> Optional.of(UNKNOWN_PARAMETER);
        };
    }

    private Optional<SmtpReply> refusalOfSize(String digits) {
        boolean fits = new BigInteger(digits).compareTo(BigInteger.valueOf(messageLimit)) <= 0;
        return fits ? Optional.empty() : Optional.of(TOO_LARGE);
    }

    /** RCPT. */
    SmtpReply rcpt(String line) {
        if (sender == null) {
            return MAIL_FIRST;
        }
        Optional<PathCommand> command = PathCommand.rcpt(line);
        if (command.isEmpty()) {
            return RCPT_SYNTAX;
        }
        if (!command.get().parameters().isEmpty()) {
            return UNKNOWN_PARAMETER;
        }
        if (recipients.size() == MOST_RECIPIENTS) {
            return TOO_MANY_RECIPIENTS;
        }
        String recipient = command.get().path();
        return session.refusalOfRecipient(recipient).orElseGet(() -> {
            recipients.add(recipient);
            return RECIPIENT_OK;
        });
    }

    /** Why there can be no DATA now. */
    Optional<SmtpReply> refusalOfData() {
        if (sender == null) {
            return Optional.of(MAIL_FIRST);
        }
        return recipients.isEmpty() ? Optional.of(NO_RECIPIENTS) : Optional.empty();
    }

    /** Whether MAIL has been accepted. */
    boolean open() {
        return sender != null;
    }

    /** The reverse-path of the open transaction; empty for {@code <>}. */
    String sender() {
        if (sender == null) {
            throw new IllegalStateException("no transaction is open");
        }
        return sender;
    }

    /** What is known of who submitted the message of the open transaction. */
    MailAuth submitter() {
        return submitter;
    }

    List<String> recipients() {
        return List.copyOf(recipients);
    }

    /** As before MAIL. */
    void reset() {
        sender = null;
        submitter = new MailAuth.Absent();
        recipients.clear();
    }
}
