package org.countersign.smtp;

import java.util.Locale;
import java.util.regex.Pattern;
import net.jcip.annotations.Immutable;

/**
 * What a refusal means, and what to do about it. The code says most of it (RFC 4954, section 6), the enhanced code some (RFC
 * 5248), and where servers in use have only one code for several things, their words. It is a guess for people and for what
 * to ask them; nothing that protects depends on it.
 */
@Immutable
public enum Diagnosis {
    /** 535. Large providers say the same where only an application password would do. */
    WRONG_CREDENTIALS(
            "the user name or the password is wrong",
            "check both; a provider with two-step verification wants an application password, or a token"),
    /** 534 5.7.9 of Google, and others in words. */
    APPLICATION_PASSWORD_NEEDED(
            "the account's own password does not do for mail programs",
            "make an application password in the settings of the account, or use a token (OAUTHBEARER, XOAUTH2)"),
    /** 534 5.7.14 of Google. */
    BROWSER_LOGIN_NEEDED("the provider wants to see the user first", "log in with a browser, then try again"),
    /** 534 5.7.9. */
    TOO_WEAK("this mechanism is too weak for this user", "use a stronger mechanism"),
    /** 432 4.7.12. */
    TRANSITION_NEEDED(
            "the server does not have this user's password in the form that this mechanism needs",
            "authenticate once with PLAIN over TLS; after that this mechanism works"),
    /** 530 with STARTTLS in its words, 523, 524, 538, 5.7.10, 5.7.11. */
    TLS_FIRST("the server wants TLS first", "use STARTTLS, or the port for TLS (465)"),
    /** 530. */
    AUTHENTICATION_REQUIRED("the server takes nothing from clients that are not authenticated", "authenticate first"),
    /** 500, 502, and 503 where the words say so. */
    NOT_OFFERED("the server does not offer AUTH on this port", "use the port for submission (465, or 587)"),
    /** 504. */
    MECHANISM_NOT_AVAILABLE(
            "the server does not know this mechanism, or not on this connection",
            "use a mechanism that it offers; with TLS there may be more"),
    /** 535 5.7.139 and 550 5.7.30 of Microsoft, and others in words. */
    SWITCHED_OFF(
            "SMTP AUTH, or AUTH with passwords, is switched off for this account",
            "use a token (XOAUTH2), or ask the administrator to switch it on"),
    /** 525, and others in words. */
    ACCOUNT_DISABLED("the account is disabled or has expired", "ask the administrator; another password does not help"),
    /** 421, and any code where the words or 4.7.x with 421 say so. */
    RATE_LIMITED("there were too many attempts or connections", "wait, then try again"),
    /** 454 and other codes 4xx: the password may be right. */
    TEMPORARY("the server can not check credentials now", "try again later, with the same password"),
    /** 550, 551, 553: said to MAIL and RCPT. */
    NOT_PERMITTED(
            "the server does not let this user send as this sender, or to this recipient",
            "send from an address of the account"),
    /** 554, which says no more than no; at the greeting, that the server wants nothing from this address. */
    REJECTED(
            "the server rejects this connection or message by a rule of its own", "read its text, or ask its operator"),
    /** 501, 503: one of the two has lost the thread. */
    OUT_OF_STEP("the server did not expect or understand what was sent", "report it: one of the two programs is wrong"),
    /** Any other reply. */
    UNKNOWN("the server says no", "read its text");

    private static final Pattern APPLICATION_PASSWORD =
            Pattern.compile("app(?:lication)?[- ](?:specific )?password|application-specific");
    private static final Pattern RATE =
            Pattern.compile("too many|rate limit|throttl|try again later|concurrent connection");
    private static final Pattern OFF = Pattern.compile(
            "(?:authentication|auth|smtpclientauthentication) is (?:disabled|not supported|not enabled)");
    private static final Pattern DISABLED =
            Pattern.compile("(?:account|user|mailbox)(?: is| has been)? (?:disabled|locked|suspended|expired)");
    private static final Pattern NOT_OFFERED_WORDS =
            Pattern.compile("not advertised|not enabled|not available|not offered");
    private static final Pattern TLS_WORDS = Pattern.compile("starttls|must use tls|encryption required");

    private final String meaning;
    private final String advice;

    Diagnosis(String meaning, String advice) {
        this.meaning = meaning;
        this.advice = advice;
    }

    /** What a negative reply, to AUTH or to another command, most likely means. */
    public static Diagnosis of(SmtpReply reply) {
        String words = String.join(" ", reply.text()).toLowerCase(Locale.ROOT);
        String enhanced = reply.enhancedCode() == null ? "" : reply.enhancedCode();
        return switch (reply.code()) {
            case 421 -> RATE_LIMITED;
            case 432 -> enhanced.equals("4.7.12") || !RATE.matcher(words).find() ? TRANSITION_NEEDED : RATE_LIMITED;
            case 500, 502 -> NOT_OFFERED;
            case 501 -> OUT_OF_STEP;
            case 503 -> NOT_OFFERED_WORDS.matcher(words).find() ? NOT_OFFERED : OUT_OF_STEP;
            case 504 -> MECHANISM_NOT_AVAILABLE;
            case 523, 524, 538 -> TLS_FIRST;
            case 525 -> ACCOUNT_DISABLED;
            case 530 ->
                TLS_WORDS.matcher(words).find() || enhanced.equals("5.7.10") ? TLS_FIRST : AUTHENTICATION_REQUIRED;
            case 534, 535 -> ofRefusal(reply.code(), enhanced, words);
            case 550, 551, 553 -> enhanced.equals("5.7.30") ? SWITCHED_OFF : NOT_PERMITTED;
            case 554 -> REJECTED;
            default -> reply.code() / 100 == 4 ? ofTemporary(words) : UNKNOWN;
        };
    }

    private static Diagnosis ofRefusal(int code, String enhanced, String words) {
        if (APPLICATION_PASSWORD.matcher(words).find()) {
            return APPLICATION_PASSWORD_NEEDED;
        }
        if (RATE.matcher(words).find()) {
            return RATE_LIMITED;
        }
        if (OFF.matcher(words).find()) {
            return SWITCHED_OFF;
        }
        if (DISABLED.matcher(words).find()) {
            return ACCOUNT_DISABLED;
        }
        if (enhanced.equals("5.7.11")) {
            return TLS_FIRST;
        }
        if (code == 535) {
            return WRONG_CREDENTIALS;
        }
        return enhanced.equals("5.7.14") ? BROWSER_LOGIN_NEEDED : TOO_WEAK;
    }

    private static Diagnosis ofTemporary(String words) {
        return RATE.matcher(words).find() ? RATE_LIMITED : TEMPORARY;
    }

    /** For people: what it means, a clause without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** For people: what to do, a clause without a full stop. */
    public String advice() {
        return advice;
    }

    /** Whether asking the user for another password may help; never after a temporary failure (RFC 4954, section 6). */
    public boolean wantsOtherCredentials() {
        return this == WRONG_CREDENTIALS || this == APPLICATION_PASSWORD_NEEDED;
    }

    /** Whether the same credentials may do later. */
    public boolean mayPass() {
        return this == RATE_LIMITED || this == TEMPORARY || this == BROWSER_LOGIN_NEEDED;
    }
}
