package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * {@code {DIGEST-MD5}}: the hash of user, realm and password, as Dovecot stores it (DIG-25). An entry is good for one realm;
 * where a server has several, a directory has an account for each, or a password. It is made of the user's name as the
 * directory spells it, so clients have to send it in that spelling.
 */
@Immutable
public final class DigestMd5Kind implements VerifierKind<PasswordHash> {
    /** The name of the scheme. */
    public static final String SCHEME = "DIGEST-MD5";

    /** The one kind; all instances are equal. */
    public DigestMd5Kind() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public PasswordHash parse(String data) {
        return PasswordHash.parse(data);
    }

    @Override
    public String format(PasswordHash verifier) {
        return verifier.format();
    }

    @Override
    public Optional<PasswordHash> derive(Secret password, String user, String realm, OctetSource random) {
        byte[] prepared = SaslPrep.stored(password.octets(), 0, password.octets().length);
        if (prepared == null) {
            return Optional.empty();
        }
        PasswordHash hash = PasswordHash.of(user, realm, prepared);
        Arrays.fill(prepared, (byte) 0);
        return Optional.of(hash);
    }

    @Override
    public PasswordHash decoy(OctetSource octets, Optional<PasswordHash> like) {
        return PasswordHash.copyOf(octets.next("hash", 16));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DigestMd5Kind;
    }

    @Override
    public int hashCode() {
        return SCHEME.hashCode();
    }
}
