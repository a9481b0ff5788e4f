package org.countersign.sasl.bearer;

import java.util.Map;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The error that a server sends as a challenge, a JSON object (RFC 7628, section 3.2.2). A server puts it together member by
 * member; a client reads strictly what it gets from it, which is for people only.
 */
@Immutable
public final class ErrorMessage {
    /** A {@link TokenError} that needs more is refused anyway. */
    private static final int LONGEST = 4096;

    private final String members;

    private ErrorMessage(String members) {
        this.members = members;
    }

    /** An error with this status. */
    public static ErrorMessage status(String status) {
        return new ErrorMessage("").with("status", status);
    }

    /**
     * The same error with one more member, unless its value is empty.
     *
     * @param value a text of a {@link TokenError}, so that nothing has to be escaped
     */
    public ErrorMessage with(String name, String value) {
        if (!TokenError.isText(value)) {
            throw new IllegalArgumentException("not the text of an error");
        }
        String separator = members.isEmpty() ? "" : ",";
        return value.isEmpty() ? this : new ErrorMessage(members + separator + "\"" + name + "\":\"" + value + "\"");
    }

    /** The octets to send. */
    public byte[] encode() {
        return Utf8.encode("{" + members + "}");
    }

    /** The error that these octets say, or null if they are no JSON object, of more than 4096 octets, or say no error. */
    public static @Nullable TokenError parse(byte[] octets) {
        String text = octets.length > LONGEST ? null : Utf8.decode(octets);
        Map<String, String> said = text == null ? null : JsonObject.strings(text);
        if (said == null) {
            return null;
        }
        String status = said.getOrDefault("status", "");
        String scope = said.getOrDefault("scope", "");
        String configuration = said.getOrDefault("openid-configuration", "");
        boolean texts = TokenError.isText(status) && TokenError.isText(scope) && TokenError.isText(configuration);
        return !texts || status.isEmpty() ? null : new TokenError(status, scope, configuration);
    }

    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
