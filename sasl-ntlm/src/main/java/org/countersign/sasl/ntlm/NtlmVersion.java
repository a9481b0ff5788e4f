package org.countersign.sasl.ntlm;

/** The forms of the client's proof, weakest first. Nobody negotiates them: each side is told which to use (NTLM-06). */
public enum NtlmVersion {
    /** DES with a key made of the password in upper case, and of its first 14 characters only. */
    LM,
    /** DES with the NT hash; with a nonce of the client's where extended session security is negotiated. */
    NTLM_V1,
    /** HMAC-MD5 with the NT hash, over nonces of both sides, time, and what the client says of the server. */
    NTLM_V2
}
