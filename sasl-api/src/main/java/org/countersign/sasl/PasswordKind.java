package org.countersign.sasl;

import net.jcip.annotations.ThreadSafe;

/** A kind of verifier against which a password itself can be checked. */
@ThreadSafe
public interface PasswordKind<V> extends VerifierKind<V> {

    /**
     * Whether {@code password} is the one that the verifier was made from, in time that does not depend on where they
     * differ.
     *
     * @param password UTF-8, prepared
     */
    boolean matches(V verifier, Secret password);
}
