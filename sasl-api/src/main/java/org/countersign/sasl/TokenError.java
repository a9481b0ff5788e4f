package org.countersign.sasl;

import java.util.Objects;
import net.jcip.annotations.Immutable;

/**
 * Why a server does not take a bearer token, in the words that it may say to the client (RFC 7628, section 3.2.2). A client
 * that gets one has it from somebody unverified: it is for people to read, and never to be acted upon.
 *
 * <p>All three are printable ASCII without quotation marks and backslashes (RFC 6749, section 5.2), at most 1024 characters
 * each.
 *
 * @param status an error code, such as {@code invalid_token}; not empty
 * @param scope the scope that would be needed, or empty
 * @param openidConfiguration the URL of the document that tells where tokens are issued, or empty
 */
@Immutable
public record TokenError(String status, String scope, String openidConfiguration) {
    private static final int LONGEST = 1024;

    /**
     * An error.
     *
     * @throws IllegalArgumentException if a text is none of RFC 6749, or too long
     */
    public TokenError {
        Objects.requireNonNull(status, "status");
        if (status.isEmpty() || !isText(status) || !isText(scope) || !isText(openidConfiguration)) {
            throw new IllegalArgumentException("not the text of an error (RFC 6749, section 5.2)");
        }
    }

    /** An error of which no more is known. */
    public static TokenError of(String status) {
        return new TokenError(status, "", "");
    }

    /** Whether this is a text that an error may have. */
    public static boolean isText(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    }
}
