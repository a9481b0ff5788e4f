package org.countersign.sasl.xoauth2;

import java.util.Set;
import org.countersign.sasl.Secret;
import org.countersign.sasl.bearer.BearerFields;
import org.jspecify.annotations.Nullable;

/**
 * The one message (XOA-01, XOA-04):
 *
 * <pre>
 *   message = "user=" user %x01 "auth=Bearer " token %x01 %x01
 * </pre>
 *
 * <p>As others do, a server takes the two fields in any order and ignores further ones.
 *
 * @param user UTF-8 without control characters, at least one character
 * @param token possibly empty; closed by whoever holds the message
 */
record Xoauth2Message(String user, Secret token) {
    private static final Set<String> KEYS = Set.of("user", "auth");

    /** The message that these octets are, or null. */
    static @Nullable Xoauth2Message parse(byte[] octets) {
        BearerFields fields = BearerFields.utf8(octets, 0, KEYS);
        String user = fields == null ? null : fields.text("user");
        if (fields == null || user == null || user.isEmpty()) {
            return null;
        }
        Secret token = fields.token();
        return token == null ? null : new Xoauth2Message(user, token);
    }

    /** The octets of this message, or null if there is no user, its name has a control character, or the token is none. */
    byte @Nullable [] encode() {
        boolean carried = !user.isEmpty() && user.chars().noneMatch(Character::isISOControl);
        return carried ? BearerFields.message("user=" + user + (char) BearerFields.SEPARATOR, token) : null;
    }
}
