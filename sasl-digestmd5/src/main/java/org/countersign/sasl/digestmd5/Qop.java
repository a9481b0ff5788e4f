package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A quality of protection (RFC 2831, section 2.1.1), the weakest first. */
@Immutable
public enum Qop {
    /** Authentication only. */
    AUTH,
    /** What follows is authenticated too. */
    AUTH_INT,
    /** What follows is authenticated and encrypted. */
    AUTH_CONF;

    private static final List<Qop> ALL = List.of(values());

    private final String spelling = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The quality of this spelling, or null. */
    static @Nullable Qop find(String spelled) {
        for (Qop qop : ALL) {
            if (qop.spelling.equalsIgnoreCase(spelled)) {
                return qop;
            }
        }
        return null;
    }

    /** The same as octets. */
    byte[] spelling() {
        return spelling.getBytes(StandardCharsets.US_ASCII);
    }

    /** The spelling of the RFC, such as {@code auth-int}. */
    @Override
    public String toString() {
        return spelling;
    }
}
