package org.countersign.sasl.scram;

import java.util.regex.Pattern;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be acted as, and what the client thinks of channel binding (RFC 5801, section 4; SCRAM-03):
 *
 * <pre>
 *   gs2-header = ("n" / "y" / "p=" cb-name) "," ["a=" saslname] ","
 * </pre>
 *
 * @param flag {@code n}: the client can not bind; {@code y}: it could, but has seen no mechanism with -PLUS; {@code p}: it
 *     binds
 * @param bindingType with {@code p} only, else empty
 * @param authorizationId unescaped; null for none
 * @param octets the header as transmitted, both commas included
 */
record Gs2Header(char flag, String bindingType, @Nullable String authorizationId, byte[] octets) {
    /** RFC 5056, section 7. */
    private static final Pattern BINDING_TYPE = Pattern.compile("[A-Za-z0-9.-]+");

    /** A header of a client. */
    static Gs2Header of(char flag, String bindingType, @Nullable String authorizationId) {
        String first = flag == 'p' ? "p=" + bindingType : String.valueOf(flag);
        String second = authorizationId == null ? "" : "a=" + SaslName.escape(authorizationId);
        return new Gs2Header(flag, bindingType, authorizationId, Utf8.encode(first + "," + second + ","));
    }

    /** The header with which this message begins, or null. */
    static @Nullable Gs2Header parse(Attributes from) {
        char flag = from.take("n") ? 'n' : from.take("y") ? 'y' : 'p';
        String bindingType = flag == 'p' ? from.value('p') : "";
        String escaped = from.value('a');
        String authorizationId = escaped == null ? null : SaslName.unescape(escaped);
        boolean complete = escaped == null ? from.take("") : authorizationId != null;
        if (bindingType == null || !complete || from.atEnd()) {
            return null;
        }
        return flag != 'p' || BINDING_TYPE.matcher(bindingType).matches()
                ? new Gs2Header(flag, bindingType, authorizationId, from.taken())
                : null;
    }

    /** What {@code c=} has to hold (CB-01), with the octets of the channel binding, if there are any. */
    byte[] bindingInput(byte[] binding) {
        return binding.length == 0 ? octets : Octets.join(octets, binding);
    }
}
