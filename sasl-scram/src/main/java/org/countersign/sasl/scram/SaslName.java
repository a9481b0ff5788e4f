package org.countersign.sasl.scram;

import org.jspecify.annotations.Nullable;

/** Names in messages: a comma is {@code =2C}, an equals sign is {@code =3D}, and no other escape exists (SCRAM-07). */
final class SaslName {
    private SaslName() {}

    static String escape(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }

    /** The name, or null. */
    static @Nullable String unescape(String text) {
        if (text.indexOf('=') < 0) {
            return text; // nearly all names
        }
        String bare = text.replace("=2C", "").replace("=3D", "");
        return bare.indexOf('=') >= 0 ? null : text.replace("=2C", ",").replace("=3D", "=");
    }
}
