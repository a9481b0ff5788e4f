package org.countersign.credentials.oauth;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider gives no token, and would not the next time either: the refresh token is spent or revoked, or the client is not
 * known. The message names the provider's host and its error code (RFC 6749, section 5.2).
 */
public final class TokenRefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,64}");

    /** Such as {@code invalid_grant}; nothing that the provider can make up, because it is shown. */
    private final String code;

    TokenRefusedException(URI provider, String code) {
        super(provider.getHost() + " gives no token: " + code);
        this.code = code;
    }

    static TokenRefusedException by(URI provider, @Nullable Object error) {
        boolean known = error instanceof String text && CODE.matcher(text).matches();
        return new TokenRefusedException(provider, known ? String.valueOf(error) : "an unknown error");
    }

    /** The error code, or {@code an unknown error}. */
    public String code() {
        return code;
    }
}
