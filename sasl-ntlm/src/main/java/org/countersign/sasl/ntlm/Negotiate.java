package org.countersign.sasl.ntlm;

import org.jspecify.annotations.Nullable;

/**
 * The client's first message (MS-NLMP, section 2.2.1.1): what it can do. Domain and workstation are in OEM, and nobody needs
 * them; old clients leave them out, and then the message has 16 octets.
 */
record Negotiate(int flags, byte[] domain, byte[] workstation) {
    private static final int TYPE = 1;
    private static final int FIXED = 40;

    /** The message that these octets are, or null. */
    static @Nullable Negotiate parse(byte[] octets) {
        NtlmReader in = new NtlmReader(octets, TYPE);
        int flags = in.u32(12);
        boolean hasDomain = NtlmFlag.OEM_DOMAIN_SUPPLIED.in(flags) && in.reaches(24);
        byte[] domain = hasDomain ? in.field(16) : new byte[0];
        boolean hasWorkstation = NtlmFlag.OEM_WORKSTATION_SUPPLIED.in(flags) && in.reaches(32);
        byte[] workstation = hasWorkstation ? in.field(24) : new byte[0];
        return in.wellFormed() ? new Negotiate(flags, domain, workstation) : null;
    }

    byte[] encode() {
        return new NtlmWriter(TYPE, FIXED, domain.length + workstation.length)
                .u32(12, flags)
                .field(16, domain)
                .field(24, workstation)
                .message();
    }

    @Override
    public String toString() {
        return "NEGOTIATE[" + NtlmFlag.describe(flags) + ", domain=" + NtlmText.forPeople(domain, false)
                + ", workstation=" + NtlmText.forPeople(workstation, false) + "]";
    }
}
