package org.countersign.sasl.ntlm;

import java.util.List;
import org.countersign.sasl.ServerContext;

/**
 * How the server introduces itself: its name of old, which has 15 characters, its name in the DNS, and the time.
 *
 * @param computer the name of this server
 * @param domain the name of its domain, or again its own
 */
record Introduction(String computer, String domain, boolean inDomain, String host, byte[] time) {
    private static final int LONGEST = 15;

    /** What a client asks for and gets; keys that nobody uses here, for clients that insist (MS-NLMP, section 2.2.2.5). */
    private static final int ECHOED = NtlmFlag.of(
            NtlmFlag.SIGN, NtlmFlag.SEAL, NtlmFlag.ALWAYS_SIGN, NtlmFlag.EXTENDED_SESSIONSECURITY, NtlmFlag.KEY_EXCH);

    private static final int STRENGTHS = NtlmFlag.of(NtlmFlag.KEYS_OF_128_BITS, NtlmFlag.KEYS_OF_56_BITS);

    /** The server is in a domain if it has realms; the first is the domain's name. */
    static Introduction of(ServerContext context) {
        String host = context.facts().host();
        List<String> realms = context.facts().realms();
        String computer = netBios(host);
        return new Introduction(
                computer,
                realms.isEmpty() ? computer : netBios(realms.get(0)),
                !realms.isEmpty(),
                host,
                FileTime.of(context.seams().now()));
    }

    /** The challenge for a client with these flags. */
    Challenge challenge(int offered, byte[] nonce) {
        boolean unicode = NtlmFlag.UNICODE.in(offered); // NTLM-04
        boolean named = NtlmFlag.REQUEST_TARGET.in(offered);
        boolean keys = NtlmFlag.SIGN.in(offered) || NtlmFlag.SEAL.in(offered);
        int flags = NtlmFlag.of(unicode ? NtlmFlag.UNICODE : NtlmFlag.OEM, NtlmFlag.NTLM, NtlmFlag.TARGET_INFO)
                | (offered & (keys ? ECHOED | STRENGTHS : ECHOED));
        if (named) { // NTLM-05
            flags |= NtlmFlag.of(
                    NtlmFlag.REQUEST_TARGET, inDomain ? NtlmFlag.TARGET_TYPE_DOMAIN : NtlmFlag.TARGET_TYPE_SERVER);
        }
        byte[] target = named ? NtlmText.encode(domain, unicode) : new byte[0];
        return new Challenge(flags, target, nonce, targetInfo().encode(), new byte[0]);
    }

    /** Without flags: a pair of zeros makes Windows compute another code (NTLM-07). */
    private AvPairs targetInfo() {
        return new AvPairs(List.of(
                AvPair.text(AvPairs.NB_DOMAIN_NAME, domain),
                AvPair.text(AvPairs.NB_COMPUTER_NAME, computer),
                AvPair.text(AvPairs.DNS_COMPUTER_NAME, host),
                new AvPair(AvPairs.TIMESTAMP, time)));
    }

    /** The first label in upper case. */
    private static String netBios(String name) {
        int dot = name.indexOf('.');
        String label = NtlmText.upperCase(dot < 0 ? name : name.substring(0, dot));
        return label.substring(0, Math.min(label.length(), LONGEST));
    }
}
