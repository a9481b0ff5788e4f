package org.countersign.sasl.server;

import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;

/** {@code {PLAIN}}: the password itself, from which the verifiers of all other kinds can be derived. */
@Immutable
public final class PlainPasswordKind implements PasswordKind<Secret> {
    /** The name of the scheme. */
    public static final String SCHEME = "PLAIN";

    /** The one kind; all instances are equal. */
    public PlainPasswordKind() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Secret parse(String data) {
        if (data.isEmpty()) {
            throw new IllegalArgumentException("an empty password");
        }
        return Secret.owning(Utf8.encode(data));
    }

    @Override
    public String format(Secret verifier) {
        String text = Utf8.decode(verifier.octets());
        if (text == null) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return text;
    }

    @Override
    public Optional<Secret> derive(Secret password, String user, String realm, OctetSource random) {
        return Optional.of(password.copy());
    }

    @Override
    public Secret decoy(OctetSource octets, Optional<Secret> like) {
        return Secret.owning(octets.next("password", 16));
    }

    @Override
    public boolean matches(Secret verifier, Secret password) {
        return verifier.matches(password.octets());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainPasswordKind;
    }

    @Override
    public int hashCode() {
        return SCHEME.hashCode();
    }
}
