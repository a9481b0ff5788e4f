package com.example.sasl;

import java.util.HexFormat;
import java.util.Optional;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;

// begin kind
/** {@code {X-SALTED-HMAC}salt,key} in hexadecimal. */
final class SaltedHmacKind implements VerifierKind<SaltedKey> {
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public String scheme() {
        return "X-SALTED-HMAC";
    }

    @Override
    public boolean visible() {
        return true; // the client sees the salt, so each unknown user needs a salt of its own, always the same
    }

    @Override
    public SaltedKey parse(String data) {
        if (!data.matches("[0-9a-f]{32},[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not salt,key in hexadecimal"); // never quote the data
        }
        int comma = 2 * SaltedKey.SALT;
        return new SaltedKey(HEX.parseHex(data.substring(0, comma)), HEX.parseHex(data.substring(comma + 1)));
    }

    @Override
    public String format(SaltedKey verifier) {
        return HEX.formatHex(verifier.salt()) + "," + HEX.formatHex(verifier.key());
    }

    @Override
    public Optional<SaltedKey> derive(Secret password, String user, String realm, OctetSource random) {
        return Optional.of(SaltedKey.of(random.next("salt", SaltedKey.SALT), password.octets()));
    }

    @Override
    public SaltedKey decoy(OctetSource octets, Optional<SaltedKey> like) {
        return new SaltedKey(octets.next("salt", SaltedKey.SALT), octets.next("key", SaltedKey.KEY));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SaltedHmacKind;
    }

    @Override
    public int hashCode() {
        return scheme().hashCode();
    }
}
// end kind
