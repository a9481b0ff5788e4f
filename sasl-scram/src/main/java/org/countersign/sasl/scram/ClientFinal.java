package org.countersign.sasl.scram;

import java.util.Arrays;
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
 * @param nonce as it stands there: it is right if it is that of the challenge, and whatever else there is wrong with it
 *     need not be looked for
 * @param withoutProof as transmitted: part of what is signed (SCRAM-11)
 */
record ClientFinal(byte[] bindingInput, String nonce, byte[] withoutProof, byte[] proof) {

    /** What a client signs before it has a proof. */
    static byte[] withoutProof(byte[] bindingInput, String nonce) {
        return Utf8.encode("c=" + CanonicalBase64.encode(bindingInput) + ",r=" + nonce);
    }

    /** The message that these octets are, or null. */
    static @Nullable ClientFinal parse(byte[] octets) {
        Attributes from = Attributes.of(octets);
        if (from == null) {
            return null;
        }
        byte[] bindingInput = from.octets('c');
        String nonce = from.value('r');
        if (bindingInput == null || nonce == null || !from.skipExtensions() || from.atEnd()) {
            return null;
        }
        int signed = from.position() - 1;
        byte[] proof = from.octets('p');
        if (proof == null || !from.atEnd()) {
            return null;
        }
        int unsigned = from.message().length() - signed; // in octets as in characters, for the proof is ASCII
        return new ClientFinal(bindingInput, nonce, Arrays.copyOf(octets, octets.length - unsigned), proof);
    }

    static byte[] encode(byte[] withoutProof, byte[] proof) {
        return Octets.join(withoutProof, Utf8.encode(",p=" + CanonicalBase64.encode(proof)));
    }
}
