package org.countersign.sasl;

import java.util.Optional;
import net.jcip.annotations.ThreadSafe;

/**
 * A way to store what a server needs to check a user's proof without, where the mechanism allows it, storing the
 * password. A stored entry is the text {@code {SCHEME}data}, as operators already have it. {@code V} is immutable: many
 * exchanges share one.
 */
@ThreadSafe
public interface VerifierKind<V> {

    /** The scheme's name without braces, such as {@code CRAM-MD5}. */
    String scheme();

    /**
     * A verifier from the text behind {@code {SCHEME}}.
     *
     * @throws IllegalArgumentException if the text is corrupt; the message does not quote it
     */
    V parse(String data);

    /** The text behind {@code {SCHEME}}. */
    String format(V verifier);

    /**
     * A verifier from the password.
     *
     * @param password UTF-8, as stored or typed: the kind prepares it itself
     * @param random where salts come from
     * @return empty if no verifier can be made from this password, such as one that SASLprep refuses
     */
    Optional<V> derive(Secret password, String user, String realm, OctetSource random);

    /**
     * A verifier that nobody's password fits, made of {@code octets} and shaped like {@code like}, a real entry, so that
     * what a client may see of it does not tell it from a real one.
     */
    V decoy(OctetSource octets, Optional<V> like);

    /**
     * Whether the client sees part of a verifier, such as a salt: its decoys are then stable for each user. The decoy
     * of all other kinds is one for everybody.
     */
    default boolean visible() {
        return false;
    }

    /** Whether deriving or matching is so slow that it must not run on an event loop. */
    default boolean expensive() {
        return false;
    }

    /** Octets by label: random ones for a new verifier, always the same for a decoy. */
    @FunctionalInterface
    interface OctetSource {
        byte[] next(String label, int count);

        /**
         * Always the same octets for the same label: a keyed hash of it (HMAC-SHA-256). Salts from here stay the same across
         * restarts and machines that share the key.
         *
         * @param key 32 octets or more that nobody else knows; copied
         */
        static OctetSource keyed(Secret key) {
            return new KeyedOctets(key.octets());
        }

        /** The octets for one user's verifier of this kind: other labels for other kinds, users and realms. */
        default OctetSource of(VerifierKind<?> kind, String user, String realm) {
            // the lengths first, so that no two of these have the same labels
            return (label, count) -> next(
                    kind.scheme() + ',' + user.length() + ',' + realm.length() + ',' + user + realm + label, count);
        }
    }
}
