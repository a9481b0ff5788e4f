package org.countersign.sasl.scram;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * {@code {SCRAM-SHA-256}} and its siblings: {@code iterations,salt,StoredKey,ServerKey} as Dovecot and {@code gsasl
 * --mkpasswd} write them, or what RFC 5803 puts there. The verifiers of different hashes do not serve each other.
 */
@ThreadSafe
public final class ScramKind implements VerifierKind<ScramVerifier> {
    /** Of new verifiers; what RFC 5802 and RFC 7677 ask for at least, and other servers use (SCRAM-22). */
    static final int ITERATIONS = 4096;

    private static final int SALT = 16;

    private final ScramHash hash;

    /** Once somebody unknown has come; which thread makes it does not matter. */
    private volatile @Nullable ScramVerifier nobodys;

    /** The kind of this hash; all of one hash are equal. */
    public ScramKind(ScramHash hash) {
        this.hash = Objects.requireNonNull(hash, "hash");
    }

    @Override
    public String scheme() {
        return hash.mechanism();
    }

    @Override
    public ScramVerifier parse(String data) {
        return ScramVerifier.parse(hash, data);
    }

    @Override
    public String format(ScramVerifier verifier) {
        return verifier.format();
    }

    @Override
    public Optional<ScramVerifier> derive(Secret password, String user, String realm, OctetSource random) {
        byte[] prepared = SaslPrep.stored(password.octets(), 0, password.octets().length); // SCRAM-10
        if (prepared == null) {
            return Optional.empty();
        }
        byte[] salt = random.next("salt", SALT);
        try (Secret keys = ScramKeys.derive(hash, prepared, salt, ITERATIONS)) {
            return Optional.of(ScramVerifier.of(hash, ITERATIONS, salt, keys));
        } finally {
            Arrays.fill(prepared, (byte) 0);
        }
    }

    /** The client is told salt and iterations (SCRAM-23). */
    @Override
    public boolean visible() {
        return true;
    }

    @Override
    public boolean expensive() {
        return true;
    }

    /** Made for every login, so that known and unknown users take the same time, and so only the salt is new. */
    @Override
    public ScramVerifier decoy(OctetSource octets, Optional<ScramVerifier> like) {
        ScramVerifier known = nobodys;
        if (known == null) {
            known = ScramVerifier.ofNobody(hash, ITERATIONS, SALT);
            nobodys = known;
        }
        ScramVerifier real = like.orElse(known);
        return known.with(real.iterations(), octets.next("salt", real.salt().length));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScramKind kind && kind.hash == hash;
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
