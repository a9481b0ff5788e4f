package org.countersign.sasl.scram;

import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The client's final message (SCRAM-05):
 *
 * <pre>
 *   client-final-message               = client-final-message-without-proof ",p=" base64
 *   client-final-message-without-proof = "c=" base64 ",r=" nonce *("," extension)
 * </pre>
 *
 * @param bindingInput what {@code c=} holds
 * @param withoutProof as transmitted: part of what is signed (SCRAM-11)
 */
record ClientFinal(byte[] bindingInput, String nonce, String withoutProof, byte[] proof) {

    /** What a client signs before it has a proof. */
    static String withoutProof(byte[] bindingInput, String nonce) {
        return "c=" + CanonicalBase64.encode(bindingInput) + ",r=" + nonce;
    }

    /** The message that these octets are, or null. */
    static @Nullable ClientFinal parse(byte[] octets) {
        Attributes from = Attributes.of(octets);
        if (from == null) {
            return null;
        }
        byte[] bindingInput = from.octets('c');
        String nonce = from.nonce();
        if (bindingInput == null || nonce == null || !from.skipExtensions() || from.atEnd()) {
            return null;
        }
        String withoutProof = from.message().substring(0, from.position() - 1);
        byte[] proof = from.octets('p');
        return proof == null || !from.atEnd() ? null : new ClientFinal(bindingInput, nonce, withoutProof, proof);
    }

    static byte[] encode(String withoutProof, byte[] proof) {
        return Utf8.encode(withoutProof + ",p=" + CanonicalBase64.encode(proof));
    }
}
