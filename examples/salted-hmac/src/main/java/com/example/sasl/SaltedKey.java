package com.example.sasl;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// begin verifier
/** What the server stores: a random salt, and the key made of it and the password. */
record SaltedKey(byte[] salt, byte[] key) {
    static final int SALT = 16;
    static final int KEY = 32;

    static SaltedKey of(byte[] salt, byte[] password) {
        return new SaltedKey(salt, hmac(salt, password));
    }

    static byte[] hmac(byte[] key, byte[]... messages) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] message : messages) {
                mac.update(message);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SaltedKey[***]"; // whoever has the key can log in
    }
}
// end verifier
