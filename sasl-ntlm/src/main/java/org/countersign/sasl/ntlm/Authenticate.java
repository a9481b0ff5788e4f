package org.countersign.sasl.ntlm;

import org.jspecify.annotations.Nullable;

/**
 * The client's second message (MS-NLMP, section 2.2.1.3).
 *
 * @param lm the LM response
 * @param nt the NT response, whose length tells the version of NTLM (NTLM-12)
 * @param sessionKey encrypted; empty unless keys are exchanged
 * @param version 8 octets for debugging (NTLM-03), or none
 * @param micAt where the octets of a message integrity code are, or 0 if there is no room for one (NTLM-02)
 */
record Authenticate(
        int flags,
        byte[] lm,
        byte[] nt,
        byte[] domain,
        byte[] user,
        byte[] workstation,
        byte[] sessionKey,
        byte[] version,
        int micAt) {
    /** Where the code is, unless the writer has left out the version. */
    static final int MIC_AT = 72;

    static final int MIC = 16;

    private static final int TYPE = 3;
    private static final byte[] NONE = {};

    /**
     * The message that these octets are, or null.
     *
     * @param negotiated the flags of an old message that does not repeat them
     */
    static @Nullable Authenticate parse(byte[] octets, int negotiated) {
        NtlmReader in = new NtlmReader(octets, TYPE);
        byte[] lm = in.field(12);
        byte[] nt = in.field(20);
        byte[] domain = in.field(28);
        byte[] user = in.field(36);
        byte[] workstation = in.field(44);
        byte[] sessionKey = in.reaches(60) ? in.field(52) : NONE;
        int flags = in.reaches(64) ? in.u32(60) : negotiated;
        boolean versioned = NtlmFlag.VERSION.in(flags) && in.reaches(64 + Challenge.VERSION);
        byte[] version = versioned ? in.octets(64, Challenge.VERSION) : NONE;
        Authenticate message =
                new Authenticate(flags, lm, nt, domain, user, workstation, sessionKey, version, micAt(in, versioned));
        return in.wellFormed() ? message : null;
    }

    private static int micAt(NtlmReader in, boolean versioned) {
        if (in.reaches(MIC_AT + MIC)) {
            return MIC_AT;
        }
        int withoutVersion = MIC_AT - Challenge.VERSION;
        return !versioned && in.reaches(withoutVersion + MIC) ? withoutVersion : 0;
    }

    /** The octets of this message, with zeros where the code will be. */
    byte[] encode() {
        int payload = domain.length + user.length + workstation.length + lm.length + nt.length + sessionKey.length;
        return new NtlmWriter(TYPE, micAt == 0 ? MIC_AT : MIC_AT + MIC, payload)
                .field(28, domain)
                .field(36, user)
                .field(44, workstation)
                .field(12, lm)
                .field(20, nt)
                .field(52, sessionKey)
                .u32(60, flags)
                .octets(64, version)
                .message();
    }

    /** The AV pairs of the NT response, but not the responses: passwords can be tried on them. */
    @Override
    public String toString() {
        boolean unicode = NtlmFlag.UNICODE.in(flags);
        NtlmV2Response v2 = NtlmV2Response.parse(nt);
        return "AUTHENTICATE[" + NtlmFlag.describe(flags) + ", user=" + NtlmText.forPeople(user, unicode) + ", domain="
                + NtlmText.forPeople(domain, unicode) + ", workstation=" + NtlmText.forPeople(workstation, unicode)
                + ", lm=" + lm.length + " octets, nt=" + nt.length + " octets" + (v2 == null ? "" : ", " + v2.pairs())
                + (micAt == 0 ? "" : ", mic at " + micAt) + "]";
    }
}
