package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/** The strings of messages: UTF-16LE without a mark or an end, or OEM (MS-NLMP, section 2.2.1). */
final class NtlmText {
    private NtlmText() {}

    /**
     * The text, or null if it is not UTF-16LE. Which code page OEM is, no message says: it is taken for UTF-8, which curl
     * sends, and for ISO 8859-1 where it is not that.
     */
    static @Nullable String decode(byte[] octets, boolean unicode) {
        if (unicode) {
            return utf16(octets);
        }
        String utf8 = Utf8.decode(octets);
        return utf8 != null ? utf8 : new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String utf16(byte[] octets) {
        try {
            // a fresh decoder reports half characters and surrogates that stand alone
            return StandardCharsets.UTF_16LE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The octets of a text, in a message with this encoding. */
    static byte[] encode(String text, boolean unicode) {
        return text.getBytes(unicode ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    static byte[] encode(String text) {
        return encode(text, true);
    }

    /** A password in UTF-16LE, or null if it is not UTF-8; leaves no copy behind. */
    static byte @Nullable [] utf16OfUtf8(byte[] utf8) {
        char[] characters = new char[utf8.length]; // never more than octets
        try {
            CharBuffer into = CharBuffer.wrap(characters);
            if (StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8), into, true)
                    .isError()) {
                return null;
            }
            byte[] octets = new byte[2 * into.position()];
            for (int i = 0; i < into.position(); i++) {
                octets[2 * i] = (byte) characters[i];
                octets[2 * i + 1] = (byte) (characters[i] >> 8);
            }
            return octets;
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** In upper case unit by unit: no unit becomes two, as {@code ß} would in a {@code String} (NTLM-13). */
    static String upperCase(String text) {
        char[] units = text.toCharArray();
        for (int i = 0; i < units.length; i++) {
            units[i] = Character.toUpperCase(units[i]);
        }
        return new String(units);
    }

    /** Quoted, with a question mark for whatever could change the look of a line. */
    static String forPeople(byte[] octets, boolean unicode) {
        String text = decode(octets, unicode);
        if (text == null) {
            return octets.length + " octets that are no text";
        }
        return '"' + text.replaceAll("[\"\\p{C}\\p{Z}&&[^ ]]", "?") + '"';
    }
}
