package org.countersign.sasl.shapes;

import java.util.HexFormat;
import java.util.Optional;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;

/** An invisible kind: the hash of the password, which is a key as well. */
public record HashKind(boolean expensive) implements PasswordKind<String> {
    public static final HashKind QUICK = new HashKind(false);

    @Override
    public String scheme() {
        return "TOY-HASH";
    }

    @Override
    public String parse(String data) {
        if (!data.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not 64 hexadecimal digits");
        }
        return data;
    }

    @Override
    public String format(String verifier) {
        return verifier;
    }

    @Override
    public Optional<String> derive(Secret password, String user, String realm, OctetSource random) {
        return Optional.of(Toy.hash(password.octets()));
    }

    @Override
    public String decoy(OctetSource octets, Optional<String> like) {
        return HexFormat.of().formatHex(octets.next("hash", 32));
    }

    @Override
    public boolean matches(String verifier, Secret password) {
        return Toy.same(verifier, Toy.hash(password.octets()));
    }
}
