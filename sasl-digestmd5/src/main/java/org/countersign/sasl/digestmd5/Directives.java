package org.countersign.sasl.digestmd5;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.digestmd5.Directive.Name;
import org.jspecify.annotations.Nullable;

/** The directives of a message that has been received. */
final class Directives {
    private final Map<Name, byte[]> first = new EnumMap<>(Name.class);
    private List<Directive> repeated = List.of();

    /**
     * The directives of a message.
     *
     * @param once those that must not be repeated
     * @return null if the octets are no list of directives, or one of {@code once} is repeated
     */
    static @Nullable Directives parse(byte[] octets, Set<Name> once) {
        Directives read = DirectiveParser.parse(octets);
        return read == null || read.repeat(once) ? null : read;
    }

    private boolean repeat(Set<Name> names) {
        for (Directive directive : repeated) {
            if (names.contains(directive.name())) {
                return true;
            }
        }
        return false;
    }

    /** Adds the next directive of the message. */
    void add(Name name, byte[] value) {
        if (first.putIfAbsent(name, value) == null) {
            return;
        }
        if (repeated.isEmpty()) {
            repeated = new ArrayList<>();
        }
        repeated.add(new Directive(name, value));
    }

    /** The first value, or null where it is absent. */
    byte @Nullable [] get(Name name) {
        return first.get(name);
    }

    /** All values of a directive that may be repeated. */
    List<byte[]> all(Name name) {
        byte[] value = get(name);
        if (value == null) {
            return List.of();
        }
        List<byte[]> values = new ArrayList<>();
        values.add(value);
        for (Directive directive : repeated) {
            if (directive.name() == name) {
                values.add(directive.value());
            }
        }
        return values;
    }

    /** Whether the directive is absent, or has this value, which is compared without regard to case. */
    boolean absentOr(Name name, String value) {
        byte[] given = get(name);
        return given == null || Latin1.isSpelled(given, 0, given.length, value);
    }

    /** A number (1*DIGIT), {@link Integer#MAX_VALUE} for all that are larger; -1 if it is none. */
    int number(Name name, int ifAbsent) {
        byte[] digits = get(name);
        if (digits == null) {
            return ifAbsent;
        }
        long number = digits.length == 0 ? -1 : 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = Math.min(10 * number + digit - '0', Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** So many octets in lower-case hexadecimal digits, or null. */
    static byte @Nullable [] hexadecimal(byte @Nullable [] digits, int count) {
        byte[] octets = new byte[count];
        boolean read = digits != null && digits.length == 2 * count && Hex.decode(digits, 0, digits.length, octets, 0);
        return read ? octets : null;
    }

    /** The elements of a list within a value, as they are spelled; null elements are left out (DIG-02). */
    static List<String> elements(byte[] value) {
        List<String> elements = new ArrayList<>();
        for (String element : Latin1.decode(value).split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }
}
