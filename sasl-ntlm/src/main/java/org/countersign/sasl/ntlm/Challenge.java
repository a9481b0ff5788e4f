package org.countersign.sasl.ntlm;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The server's message (MS-NLMP, section 2.2.1.2).
 *
 * @param nonce 8 octets: "ServerChallenge"
 * @param targetInfo AV pairs, as they are sent; empty unless {@link NtlmFlag#TARGET_INFO} is set
 * @param version 8 octets for debugging (NTLM-03), or none
 */
record Challenge(int flags, byte[] targetName, byte[] nonce, byte[] targetInfo, byte[] version) {
    static final int NONCE = 8;
    static final int VERSION = 8;

    private static final int TYPE = 2;
    private static final int FIXED = 56;

    /** The message that these octets are, or null. */
    static @Nullable Challenge parse(byte[] octets) {
        NtlmReader in = new NtlmReader(octets, TYPE);
        byte[] targetName = in.field(12);
        int flags = in.u32(20);
        byte[] nonce = in.octets(24, NONCE);
        byte[] targetInfo = NtlmFlag.TARGET_INFO.in(flags) ? in.field(40) : new byte[0];
        boolean versioned = NtlmFlag.VERSION.in(flags) && in.reaches(FIXED);
        byte[] version = versioned ? in.octets(48, VERSION) : new byte[0];
        return in.wellFormed() ? new Challenge(flags, targetName, nonce, targetInfo, version) : null;
    }

    byte[] encode() {
        NtlmWriter out = new NtlmWriter(TYPE, FIXED, targetName.length + targetInfo.length)
                .field(12, targetName)
                .u32(20, flags)
                .octets(24, nonce)
                .octets(48, version);
        return (NtlmFlag.TARGET_INFO.in(flags) ? out.field(40, targetInfo) : out).message();
    }

    @Override
    public String toString() {
        return "CHALLENGE[" + NtlmFlag.describe(flags) + ", target="
                + NtlmText.forPeople(targetName, NtlmFlag.UNICODE.in(flags)) + ", nonce="
                + HexFormat.of().formatHex(nonce) + ", " + AvPairs.parse(targetInfo, 0) + "]";
    }
}
