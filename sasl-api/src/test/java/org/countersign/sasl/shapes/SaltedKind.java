package org.countersign.sasl.shapes;

import java.util.HexFormat;
import java.util.Optional;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;

/** A visible kind: the client is sent the salt and the count. */
public record SaltedKind(boolean expensive) implements VerifierKind<SaltedKind.Salted> {
    public static final SaltedKind QUICK = new SaltedKind(false);

    /** What is stored. */
    public record Salted(String salt, int count, String key) {}

    /** The key of a password, by as many steps as the count says. */
    public static String key(Secret password, String salt, int count) {
        String key = Toy.hash(password.octets());
        for (int i = 0; i < count; i++) {
            key = Toy.proof(key, salt);
        }
        return key;
    }

    @Override
    public String scheme() {
        return "TOY-SALTED";
    }

    @Override
    public Salted parse(String data) {
        String[] fields = data.split(",", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("not salt,count,key");
        }
        return new Salted(fields[0], Integer.parseInt(fields[1]), fields[2]);
    }

    @Override
    public String format(Salted verifier) {
        return verifier.salt() + "," + verifier.count() + "," + verifier.key();
    }

    @Override
    public Optional<Salted> derive(Secret password, String user, String realm, OctetSource random) {
        String salt = HexFormat.of().formatHex(random.next("salt", 8));
        return Optional.of(new Salted(salt, 4, key(password, salt, 4)));
    }

    @Override
    public Salted decoy(OctetSource octets, Optional<Salted> like) {
        return new Salted(
                HexFormat.of().formatHex(octets.next("salt", 8)),
                like.map(Salted::count).orElse(4),
                HexFormat.of().formatHex(octets.next("key", 32)));
    }

    @Override
    public boolean visible() {
        return true;
    }
}
