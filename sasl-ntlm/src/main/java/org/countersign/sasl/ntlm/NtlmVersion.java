package org.countersign.sasl.ntlm;

import org.jspecify.annotations.Nullable;

/** The forms of the client's proof, weakest first. Nobody negotiates them: each side is told which to use (NTLM-06). */
public enum NtlmVersion {
    /** DES with a key made of the password in upper case, and of its first 14 characters only. */
    LM,
    /** DES with the NT hash; with a nonce of the client's where extended session security is negotiated. */
    NTLM_V1,
    /** HMAC-MD5 with the NT hash, over nonces of both sides, time, and what the client says of the server. */
    NTLM_V2;

    /** What the lengths of the responses tell (NTLM-12), or null if nobody sends such. */
    static @Nullable NtlmVersion of(Authenticate message) {
        int nt = message.nt().length;
        if (nt > NtlmV1.RESPONSE) {
            return NTLM_V2;
        }
        if (nt == NtlmV1.RESPONSE) {
            return NTLM_V1;
        }
        return nt == 0 && message.lm().length == NtlmV1.RESPONSE ? LM : null;
    }
}
