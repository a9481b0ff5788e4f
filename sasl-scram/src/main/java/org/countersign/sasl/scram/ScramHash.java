package org.countersign.sasl.scram;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hash functions of the SCRAM mechanisms, weakest first (SCRAM-01). */
public enum ScramHash {
    /** RFC 5802. */
    SHA_1("SHA-1", 64, 20, 70),
    /** RFC 7677. */
    SHA_256("SHA-256", 64, 32, 72),
    /** draft-melnikov-scram-sha-512. */
    SHA_512("SHA-512", 128, 64, 74),
    /** draft-melnikov-scram-sha3-512. */
    SHA3_512("SHA3-512", 72, 64, 76);

    private final String mechanism;
    private final int block;
    private final int length;
    private final int rank;

    /** Only copied, for a look-up takes longer than most hashes; null if there is none that can be. */
    private final @Nullable MessageDigest fresh;

    ScramHash(String algorithm, int block, int length, int rank) {
        this.mechanism = "SCRAM-" + algorithm;
        this.block = block;
        this.length = length;
        this.rank = rank;
        this.fresh = fresh(algorithm);
    }

    private static @Nullable MessageDigest fresh(String algorithm) {
        try {
            MessageDigest found = MessageDigest.getInstance(algorithm);
            return (MessageDigest) found.clone();
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            return null;
        }
    }

    /** The name of the mechanism without channel binding, and of the scheme of its verifiers. */
    public String mechanism() {
        return mechanism;
    }

    /** The octets of a block, which HMAC (RFC 2104) pads keys to. */
    int block() {
        return block;
    }

    /** The octets of a hash, and of every key. */
    int length() {
        return length;
    }

    /** Of the mechanism without channel binding. */
    int rank() {
        return rank;
    }

    /** Whether this Java runtime has the hash, and can copy a computation that is under way. */
    boolean available() {
        return fresh != null;
    }

    /** A new computation. */
    MessageDigest digest() {
        if (fresh == null) {
            throw new IllegalStateException("the mechanism says that it is not available");
        }
        return copy(fresh);
    }

    /** The same computation, to be gone on with on its own. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("it could be copied before", e);
        }
    }
}
