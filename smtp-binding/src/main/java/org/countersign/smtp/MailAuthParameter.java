package org.countersign.smtp;

import java.util.function.Predicate;

/** Finds and reads {@code AUTH=} among the parameters of a MAIL command. */
final class MailAuthParameter {
    private static final String KEYWORD = "AUTH";
    /** What the parameter may add to the line (MA-02). */
    private static final int LONGEST = 500;

    private MailAuthParameter() {}

    /** What the parameters say; {@code trusted} decides about a mailbox (MA-07). */
    static MailAuth parse(String parameters, Predicate<String> trusted) {
        MailAuth found = new MailAuth.Absent();
        for (String parameter : parameters.split(" ", -1)) {
            int equals = parameter.indexOf('=');
            String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!keyword.equalsIgnoreCase(KEYWORD)) {
                continue;
            }
            if (equals < 0 || parameter.length() > LONGEST || !(found instanceof MailAuth.Absent)) {
                return new MailAuth.Refused(Replies.MAIL_AUTH);
            }
            found = value(parameter.substring(equals + 1), trusted);
        }
        return found;
    }

    private static MailAuth value(String xtext, Predicate<String> trusted) {
        String value = Xtext.decode(xtext);
        if (value == null) {
            return new MailAuth.Refused(Replies.MAIL_AUTH);
        }
        if (value.equals("<>")) {
            return new MailAuth.Unknown(null);
        }
        if (!Mailbox.isValid(value)) {
            return new MailAuth.Refused(Replies.MAIL_AUTH);
        }
        return trusted.test(value) ? new MailAuth.Submitter(value) : new MailAuth.Unknown(value);
    }
}
