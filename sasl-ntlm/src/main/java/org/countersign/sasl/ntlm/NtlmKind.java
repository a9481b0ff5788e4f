package org.countersign.sasl.ntlm;

import java.util.HexFormat;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.jspecify.annotations.Nullable;

/**
 * {@code {NTLM}}: the NT hash in 32 hexadecimal digits, as Dovecot, Samba and Windows know it. It serves NTLM, and the
 * password of a PLAIN or LOGIN can be checked against it. The password is hashed as it is typed: Windows does not know
 * SASLprep.
 */
@Immutable
public final class NtlmKind implements PasswordKind<NtHash> {
    /** The name of the scheme. */
    public static final String SCHEME = "NTLM";

    /** The one kind; all instances are equal. */
    public NtlmKind() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public NtHash parse(String data) {
        return new NtHash(HexHash.parse(data, NtHash.LENGTH));
    }

    @Override
    public String format(NtHash verifier) {
        return HexFormat.of().formatHex(verifier.octets());
    }

    @Override
    public Optional<NtHash> derive(Secret password, String user, String realm, OctetSource random) {
        return Optional.ofNullable(NtHash.ofPassword(password.octets()));
    }

    @Override
    public NtHash decoy(OctetSource octets, Optional<NtHash> like) {
        return new NtHash(octets.next("hash", NtHash.LENGTH));
    }

    @Override
    public boolean matches(NtHash verifier, Secret password) {
        return verifier.equals(NtHash.ofPassword(password.octets())); // in constant time (SEC-06)
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NtlmKind;
    }

    @Override
    public int hashCode() {
        return SCHEME.hashCode();
    }
}
