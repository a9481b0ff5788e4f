package org.countersign.sasl.crammd5;

import java.util.Arrays;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * {@code {CRAM-MD5}}: the two states of HMAC-MD5 under the password, as Dovecot stores them (CRAM-07). They serve CRAM-MD5,
 * and the password of a PLAIN or LOGIN can be checked against them. Whoever has them can log in by CRAM-MD5.
 */
@Immutable
public final class CramMd5Kind implements PasswordKind<HmacMd5Key> {
    /** The name of the scheme. */
    public static final String SCHEME = "CRAM-MD5";

    /** The one kind; all instances are equal. */
    public CramMd5Kind() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public HmacMd5Key parse(String data) {
        return HmacMd5Key.parse(data);
    }

    @Override
    public String format(HmacMd5Key verifier) {
        return verifier.format();
    }

    @Override
    public Optional<HmacMd5Key> derive(Secret password, String user, String realm, OctetSource random) {
        byte[] prepared = SaslPrep.stored(password.octets(), 0, password.octets().length); // CRAM-06
        if (prepared == null) {
            return Optional.empty();
        }
        HmacMd5Key key = HmacMd5Key.of(prepared);
        Arrays.fill(prepared, (byte) 0);
        return Optional.of(key);
    }

    @Override
    public HmacMd5Key decoy(OctetSource octets, Optional<HmacMd5Key> like) {
        return HmacMd5Key.of(octets.next("password", 16));
    }

    @Override
    public boolean matches(HmacMd5Key verifier, Secret password) {
        return verifier.equals(HmacMd5Key.of(password.octets())); // in constant time (SEC-06)
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CramMd5Kind;
    }

    @Override
    public int hashCode() {
        return SCHEME.hashCode();
    }
}
