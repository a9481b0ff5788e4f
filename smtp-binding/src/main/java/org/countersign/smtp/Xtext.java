package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The encoding of parameter values (RFC 3461, section 4): {@code +} and two digits for what can not stand for itself. */
final class Xtext {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Xtext() {}

    /** The encoded octets of a text, UTF-8. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isXchar(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('+').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** The text of which this is the encoding, or null if it is not xtext or not of ASCII. Digits in either case (MA-03). */
    static @Nullable String decode(String xtext) {
        StringBuilder decoded = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char character = xtext.charAt(i);
            if (character == '+') {
                if (i + 2 >= xtext.length() || !isHex(xtext.charAt(i + 1)) || !isHex(xtext.charAt(i + 2))) {
                    return null;
                }
                character = (char) HexFormat.fromHexDigits(xtext, i + 1, i + 3);
                i += 2;
            } else if (!isXchar(character)) {
                return null;
            }
            if (character > 0x7e) {
                return null;
            }
            decoded.append(character);
        }
        return decoded.toString();
    }

    private static boolean isXchar(int octet) {
        return octet >= 0x21 && octet <= 0x7e && octet != '+' && octet != '=';
    }

    private static boolean isHex(char character) {
        return HexFormat.isHexDigit(character);
    }
}
