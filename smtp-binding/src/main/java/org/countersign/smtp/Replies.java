package org.countersign.smtp;

import org.countersign.sasl.FailureKind;

/** Every reply of this package but the challenges (RFC 4954, section 6; RFC 3463). */
final class Replies {
    static final SmtpReply AUTHENTICATED = SmtpReply.of(235, "2.7.0", "Authentication successful");
    static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");

    static final SmtpReply TOO_MANY_FAILURES = SmtpReply.of(421, "4.7.0", "Too many failed attempts, closing");
    static final SmtpReply TRANSITION_NEEDED = SmtpReply.of(432, "4.7.12", "A password transition is needed");
    static final SmtpReply TEMPORARY = SmtpReply.of(454, "4.7.0", "Temporary authentication failure");

    static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.6", "Line too long");
    static final SmtpReply NOT_A_LINE =
            SmtpReply.of(500, "5.5.2", "A line ends in CRLF and has no other CR, LF or NUL");
    static final SmtpReply MALFORMED = SmtpReply.of(501, "5.5.2", "Malformed authentication data");
    static final SmtpReply AUTH_ARGUMENTS = SmtpReply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
    static final SmtpReply STARTTLS_ARGUMENTS = SmtpReply.of(501, "5.5.4", "STARTTLS has no parameters");
    static final SmtpReply MAIL_AUTH = SmtpReply.of(501, "5.5.4", "AUTH= is a mailbox or <>, in xtext, once");
    static final SmtpReply INITIAL_RESPONSE =
            SmtpReply.of(501, "5.7.0", "This mechanism does not take an initial response");
    static final SmtpReply CANCELLED = SmtpReply.of(501, "5.7.0", "Authentication cancelled");

    static final SmtpReply NO_EHLO = SmtpReply.of(503, "5.5.1", "Send EHLO first");
    static final SmtpReply IN_TRANSACTION = SmtpReply.of(503, "5.5.1", "AUTH is not permitted in a mail transaction");
    static final SmtpReply AUTHENTICATED_ALREADY = SmtpReply.of(503, "5.5.1", "Already authenticated");
    static final SmtpReply TLS_ALREADY = SmtpReply.of(503, "5.5.1", "TLS is already active");
    static final SmtpReply TLS_TOO_LATE = SmtpReply.of(503, "5.5.1", "STARTTLS is not permitted after AUTH");
    static final SmtpReply TLS_NOT_LAST = SmtpReply.of(503, "5.5.1", "Nothing may follow STARTTLS before its reply");
    static final SmtpReply NO_SUCH_MECHANISM = SmtpReply.of(504, "5.5.4", "Authentication mechanism not available");
    static final SmtpReply ACCOUNT_DISABLED = SmtpReply.of(525, "5.7.13", "Account disabled");
    static final SmtpReply AUTHENTICATE_FIRST = SmtpReply.of(530, "5.7.0", "Authentication required");
    static final SmtpReply TLS_FIRST = SmtpReply.of(530, "5.7.0", "Must issue a STARTTLS command first");
    static final SmtpReply TLS_TOO_WEAK = SmtpReply.of(554, "5.7.0", "TLS is not secure enough, only QUIT is left");
    static final SmtpReply SENDER_DENIED = SmtpReply.of(550, "5.7.1", "Not your address");
    static final SmtpReply RELAYING_DENIED = SmtpReply.of(550, "5.7.1", "Relaying denied");
    static final SmtpReply TOO_WEAK = SmtpReply.of(534, "5.7.9", "Authentication mechanism is too weak");
    static final SmtpReply REFUSED = SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");
    static final SmtpReply NO_MAIL_AUTH = SmtpReply.of(555, "5.5.4", "AUTH= is not available");

    private Replies() {}

    /**
     * The one table from failures to replies.
     *
     * @param revealed whether a client that has proved its password may learn that another mechanism would do; otherwise it
     *     looks like a wrong password. That its account is disabled it learns in any case: no other password would help
     */
    static SmtpReply of(FailureKind kind, boolean revealed) {
        return switch (kind) {
            case MALFORMED -> MALFORMED;
            case INITIAL_RESPONSE_NOT_ALLOWED -> INITIAL_RESPONSE;
            case REJECTED, NOT_AUTHORIZED -> REFUSED; // one text for both (SASL-13)
            case ABORTED -> CANCELLED;
            case TIMED_OUT, TEMPORARY, INTERNAL -> TEMPORARY;
            case TOO_WEAK -> revealed ? TOO_WEAK : REFUSED;
            case TRANSITION_NEEDED -> revealed ? TRANSITION_NEEDED : REFUSED;
            case ACCOUNT_DISABLED -> ACCOUNT_DISABLED;
        };
    }

    /** What to answer to input that is not a line. */
    static SmtpReply of(Line.Fault fault) {
        return switch (fault) {
            case TOO_LONG -> LINE_TOO_LONG;
            case BARE_CR_OR_LF, NUL -> NOT_A_LINE;
        };
    }
}
