package org.countersign.sasl.ntlm;

/**
 * Three messages, as octets and as read; kept no longer than an exchange lasts (SMTPNTLM-05).
 *
 * @param message what is in {@code authenticate}
 */
record Exchange(byte[] negotiate, byte[] sent, Challenge challenge, byte[] authenticate, Authenticate message) {

    /** The code that AUTHENTICATE must have if the client has this key. */
    byte[] mic(byte[] exported) {
        return SessionKeys.mic(exported, negotiate, sent, authenticate, message.micAt());
    }

    @Override
    public String toString() {
        return challenge + " " + message;
    }
}
