package org.countersign.sasl.scram;

import org.jspecify.annotations.Nullable;

/**
 * The server's final message (SCRAM-06):
 *
 * <pre>
 *   server-final-message = ("v=" base64 / "e=" server-error) *("," extension)
 * </pre>
 */
sealed interface ServerFinal {

    /** The server's proof. */
    record Verifier(byte[] signature) implements ServerFinal {
        private static final byte[] NAME = {'v', '='};

        byte[] encode() {
            return Octets.join(NAME, CanonicalBase64.octets(signature));
        }
    }

    /** Why the client is refused; nothing that could be trusted (SCRAM-20). */
    record Refusal(String error) implements ServerFinal {}

    /** The message that these octets are, or null. */
    static @Nullable ServerFinal parse(byte[] octets) {
        Attributes from = Attributes.of(octets);
        if (from == null) {
            return null;
        }
        String error = from.value('e');
        byte[] signature = error == null ? from.octets('v') : null;
        if (!from.skipExtensions() || !from.atEnd()) {
            return null;
        }
        if (error != null) {
            return new Refusal(error);
        }
        return signature == null ? null : new Verifier(signature);
    }
}
