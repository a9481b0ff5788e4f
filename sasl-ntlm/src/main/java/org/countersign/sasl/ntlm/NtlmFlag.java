package org.countersign.sasl.ntlm;

import java.util.ArrayList;
import java.util.List;

/** What is negotiated: bits of a number that each message has (MS-NLMP, section 2.2.2.5). */
enum NtlmFlag {
    /** Strings are UTF-16LE. */
    UNICODE(0x00000001),
    /** Strings are octets of a code page that nobody names. */
    OEM(0x00000002),
    REQUEST_TARGET(0x00000004),
    SIGN(0x00000010),
    SEAL(0x00000020),
    DATAGRAM(0x00000040),
    LM_KEY(0x00000080),
    NTLM(0x00000200),
    ANONYMOUS(0x00000800),
    OEM_DOMAIN_SUPPLIED(0x00001000),
    OEM_WORKSTATION_SUPPLIED(0x00002000),
    ALWAYS_SIGN(0x00008000),
    TARGET_TYPE_DOMAIN(0x00010000),
    TARGET_TYPE_SERVER(0x00020000),
    EXTENDED_SESSIONSECURITY(0x00080000),
    IDENTIFY(0x00100000),
    REQUEST_NON_NT_SESSION_KEY(0x00400000),
    TARGET_INFO(0x00800000),
    VERSION(0x02000000),
    KEYS_OF_128_BITS(0x20000000),
    KEY_EXCH(0x40000000),
    KEYS_OF_56_BITS(0x80000000);

    private final int bit;

    NtlmFlag(int bit) {
        this.bit = bit;
    }

    /** Whether this flag is set in {@code flags}. */
    boolean in(int flags) {
        return (flags & bit) != 0;
    }

    /** The number in which these flags are set. */
    static int of(NtlmFlag... set) {
        int flags = 0;
        for (NtlmFlag flag : set) {
            flags |= flag.bit;
        }
        return flags;
    }

    /** The flags by name, for people; bits without a name in hexadecimal. */
    static String describe(int flags) {
        List<String> names = new ArrayList<>();
        int rest = flags;
        for (NtlmFlag flag : values()) {
            if (flag.in(flags)) {
                names.add(flag.name());
                rest &= ~flag.bit;
            }
        }
        if (rest != 0) {
            names.add("0x" + Integer.toHexString(rest));
        }
        return String.join("|", names);
    }
}
