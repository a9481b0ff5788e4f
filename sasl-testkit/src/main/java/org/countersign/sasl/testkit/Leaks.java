package org.countersign.sasl.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.countersign.sasl.Utf8;

/** Searches for secrets where they must not be. */
final class Leaks {
    private Leaks() {}

    /** Whether the octets of {@code part} stand somewhere in {@code octets}; an empty part does not. */
    static boolean contains(byte[] octets, byte[] part) {
        return part.length > 0 && latin1(octets).contains(latin1(part));
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Whether a text quotes one of the secrets: as it is, in hexadecimal, in Base64, or as an array is printed. */
    static boolean quotes(String text, List<byte[]> secrets) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return secrets.stream()
                .filter(secret -> secret.length > 0)
                .flatMap(Leaks::forms)
                .anyMatch(form -> lowerCase.contains(form.toLowerCase(Locale.ROOT)));
    }

    private static Stream<String> forms(byte[] secret) {
        String list = Arrays.toString(secret);
        String text = Utf8.decode(secret);
        Stream<String> encoded = Stream.of(
                HexFormat.of().formatHex(secret),
                HexFormat.ofDelimiter(" ").formatHex(secret),
                Base64.getEncoder().withoutPadding().encodeToString(secret),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                list.substring(1, list.length() - 1));
        return text == null ? encoded : Stream.concat(Stream.of(text), encoded);
    }
}
