package org.countersign.sasl;

/**
 * Why an exchange failed: a closed table, from which a binding takes its reply and an operator the meaning. The order of
 * checks is fixed by the driver; the last three can only come from an authorizer, after the client has proved who it is.
 */
public enum FailureKind {
    /** A message does not have the form that its mechanism prescribes, or is over a limit. */
    MALFORMED,
    /** An initial response came with a mechanism in which the server speaks first (SASL-07). */
    INITIAL_RESPONSE_NOT_ALLOWED,
    /** Wrong proof, unknown user, or no usable verifier: deliberately one kind (SASL-13). */
    REJECTED,
    /** Proved, but not permitted to act as the authorization identity (SASL-11). */
    NOT_AUTHORIZED,
    /** The client cancelled, or the connection is gone (SASL-10). */
    ABORTED,
    /** The attempt took longer than its deadline. */
    TIMED_OUT,
    /** Something that the server depends on failed; the same attempt may succeed later. */
    TEMPORARY,
    /** A mechanism failed in a way that it should not. */
    INTERNAL,
    /** This user may not use so weak a mechanism. */
    TOO_WEAK,
    /** This user must authenticate once with a mechanism that carries the password. */
    TRANSITION_NEEDED,
    /** The account is disabled or expired. */
    ACCOUNT_DISABLED;

    /** Whether the kind tells about an account, so that only an authorizer may say it, after the proof (SEC-04). */
    public boolean revealsAccount() {
        return compareTo(TOO_WEAK) >= 0;
    }
}
