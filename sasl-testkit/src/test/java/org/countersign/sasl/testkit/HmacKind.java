package org.countersign.sasl.testkit;

import java.util.HexFormat;
import java.util.Optional;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;

/** {@code {X-HMAC}salt,key}; the client sees the salt. */
class HmacKind implements VerifierKind<HmacVerifier> {
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public String scheme() {
        return "X-HMAC";
    }

    @Override
    public boolean visible() {
        return true;
    }

    @Override
    public HmacVerifier parse(String data) {
        String[] parts = data.split(",", -1);
        if (parts.length != 2
                || parts[0].length() != 2 * HmacVerifier.SALT
                || parts[1].length() != 2 * HmacVerifier.KEY
                || !data.chars().allMatch(c -> c == ',' || HexFormat.isHexDigit(c))) {
            throw new IllegalArgumentException("not salt,key in hexadecimal");
        }
        return new HmacVerifier(HEX.parseHex(parts[0]), HEX.parseHex(parts[1]));
    }

    @Override
    public String format(HmacVerifier verifier) {
        return HEX.formatHex(verifier.salt()) + "," + HEX.formatHex(verifier.key());
    }

    @Override
    public Optional<HmacVerifier> derive(Secret password, String user, String realm, OctetSource random) {
        byte[] salt = random.next("salt", HmacVerifier.SALT);
        return Optional.of(new HmacVerifier(salt, key(password.octets(), salt)));
    }

    @Override
    public HmacVerifier decoy(OctetSource octets, Optional<HmacVerifier> like) {
        return new HmacVerifier(octets.next("salt", HmacVerifier.SALT), octets.next("key", HmacVerifier.KEY));
    }

    /** The key that client and server share. */
    byte[] key(byte[] password, byte[] salt) {
        return Transcript.hmac(password, salt);
    }

    @Override
    public boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return scheme().hashCode();
    }
}
