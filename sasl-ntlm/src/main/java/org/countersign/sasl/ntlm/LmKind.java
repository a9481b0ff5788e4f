package org.countersign.sasl.ntlm;

import java.util.HexFormat;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code {LANMAN}}: the LM hash in 32 hexadecimal digits, as Dovecot and Samba know it. Only a server that accepts {@link
 * NtlmVersion#LM} looks for it. No password is checked against it: it does not tell upper from lower case.
 */
@Immutable
public final class LmKind implements VerifierKind<LmHash> {
    /** The name of the scheme. */
    public static final String SCHEME = "LANMAN";

    /** The one kind; all instances are equal. */
    public LmKind() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public LmHash parse(String data) {
        return new LmHash(HexHash.parse(data, LmHash.LENGTH));
    }

    @Override
    public String format(LmHash verifier) {
        return HexFormat.of().formatHex(verifier.octets());
    }

    @Override
    public Optional<LmHash> derive(Secret password, String user, String realm, OctetSource random) {
        return Optional.ofNullable(LmHash.ofPassword(password.octets()));
    }

    @Override
    public LmHash decoy(OctetSource octets, Optional<LmHash> like) {
        return new LmHash(octets.next("hash", LmHash.LENGTH));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LmKind;
    }

    @Override
    public int hashCode() {
        return SCHEME.hashCode();
    }
}
