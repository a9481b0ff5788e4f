package org.countersign.sasl.ntlm;

import java.util.HexFormat;

/** A hash as it stands in a file: hexadecimal digits, from Dovecot in lower case and from Samba in upper case. */
final class HexHash {
    private HexHash() {}

    /**
     * The octets.
     *
     * @throws IllegalArgumentException if these are not two digits for each of {@code length} octets; the message does not
     *     quote them
     */
    static byte[] parse(String digits, int length) {
        if (digits.length() != 2 * length || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("not " + 2 * length + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(digits);
    }
}
