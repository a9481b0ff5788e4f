package org.countersign.sasl.testkit;

/** What {@link HmacMechanism} stores: the key made of salt and password. */
class HmacVerifier {
    static final int SALT = 8;
    static final int KEY = 32;

    private final byte[] salt;
    private final byte[] key;

    HmacVerifier(byte[] salt, byte[] key) {
        this.salt = salt;
        this.key = key;
    }

    byte[] salt() {
        return salt;
    }

    byte[] key() {
        return key;
    }
}
