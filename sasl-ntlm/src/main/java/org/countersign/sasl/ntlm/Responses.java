package org.countersign.sasl.ntlm;

import org.jspecify.annotations.Nullable;

/**
 * What a client answers to a challenge.
 *
 * @param sessionBaseKey the key of the message integrity code, or null where the form has none
 */
record Responses(byte[] lm, byte[] nt, byte @Nullable [] sessionBaseKey) {

    /** The octets are kept out of logs: passwords can be tried on them. */
    @Override
    public String toString() {
        return "Responses[***]";
    }
}
