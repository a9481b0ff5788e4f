package org.countersign.sasl.server;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.jspecify.annotations.Nullable;

/**
 * What a directory knows of a user: entries of the form {@code {SCHEME}data}, and whatever the embedder wants back with a
 * success. Entries are parsed once; a directory that keeps its accounts has them {@link #prepare prepared} when it loads
 * them, so that no login waits for a derivation. {@code toString} leaves the entries out.
 */
@ThreadSafe
public final class Account {
    /** More than a server has realms, and it has few kinds; a client that invents realms can not fill the memory. */
    private static final int MOST_REALMS = 64;

    private final String user;
    private final Map<String, String> dataByScheme;
    private final @Nullable Object principal;
    /** By kind, then by realm. */
    private final Map<VerifierKind<?>, Map<String, Made>> made;

    private record Made(Optional<?> verifier) {
        /** Safe: a verifier is stored only under the kind that made it. */
        @SuppressWarnings({"unchecked", "unused"})
        <V> Optional<V> as(VerifierKind<V> kind) {
            return (Optional<V>) verifier;
        }
    }

    private Account(
            String user,
            Map<String, String> dataByScheme,
            Map<VerifierKind<?>, Map<String, Made>> made,
            @Nullable Object principal) {
        this.user = user;
        this.dataByScheme = dataByScheme;
        this.made = made;
        this.principal = principal;
    }

    /**
     * An account.
     *
     * @param user the canonical name, not empty
     * @param entries texts {@code {SCHEME}data}, at most one of each scheme; the data of {@code {PLAIN}} is a password
     *     prepared with SASLprep as a stored string (PLAIN-05)
     * @throws IllegalArgumentException if an entry has another form or a scheme repeats; the message quotes no data
     */
    public static Account of(String user, List<String> entries) {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("a user has a name");
        }
        Map<String, String> dataByScheme = new LinkedHashMap<>();
        for (String entry : entries) {
            int end = entry.indexOf('}');
            if (!entry.startsWith("{") || end < 2) {
                throw new IllegalArgumentException("an entry has the form {SCHEME}data");
            }
            String scheme = entry.substring(1, end);
            if (dataByScheme.putIfAbsent(scheme, entry.substring(end + 1)) != null) {
                throw new IllegalArgumentException("a second entry {" + scheme + "}");
            }
        }
        return new Account(user, dataByScheme, new ConcurrentHashMap<>(), null);
    }

    /** An account with these entries; see {@link #of(String, List)}. */
    public static Account of(String user, String... entries) {
        return of(user, List.of(entries));
    }

    /** The same account with something of the embedder's own, given back with a success. */
    public Account principal(Object embeddersOwn) {
        return new Account(user, dataByScheme, made, Objects.requireNonNull(embeddersOwn, "embeddersOwn"));
    }

    /**
     * Parses and derives the verifiers of these kinds now, slow ones included.
     *
     * @param realms for which to derive; the empty realm of mechanisms without realms is always among them
     * @param random where salts come from; {@linkplain OctetSource#keyed keyed} by the secret of a server's decoys they stay
     *     the same after a restart, as those of unknown users do
     * @return this
     */
    public Account prepare(Collection<? extends VerifierKind<?>> kinds, Collection<String> realms, OctetSource random) {
        for (VerifierKind<?> kind : kinds) {
            prepare(kind, "", random);
            realms.forEach(realm -> prepare(kind, realm, random));
        }
        return this;
    }

    /** Like {@link #prepare(Collection, Collection, OctetSource)}, without realms and with random salts. */
    public Account prepare(Collection<? extends VerifierKind<?>> kinds) {
        return prepare(kinds, List.of(), Account::secureOctets);
    }

    public String user() {
        return user;
    }

    /** What the embedder attached, or null. */
    public @Nullable Object principal() {
        return principal;
    }

    /** Whether there is an entry of this scheme, usable or not. */
    public boolean has(String scheme) {
        return dataByScheme.containsKey(scheme);
    }

    /**
     * The verifier of this kind: prepared, else parsed from the entry of its scheme, else derived from the password
     * where that is quick. Empty when there is none, or the entry is corrupt.
     */
    public <V> Optional<V> verifier(VerifierKind<V> kind, String realm) {
        Map<String, Made> ofKind = made.get(kind);
        Made known = ofKind == null ? null : ofKind.get(realm);
        if (known != null) {
            return known.as(kind);
        }
        boolean slow = kind.expensive() && !has(kind.scheme());
        return slow ? Optional.empty() : prepare(kind, realm, Account::secureOctets);
    }

    private <V> Optional<V> prepare(VerifierKind<V> kind, String realm, OctetSource random) {
        return keep(kind, realm, make(kind, realm, random));
    }

    /** From now on that is the verifier of this kind. */
    <V> Optional<V> keep(VerifierKind<V> kind, String realm, Optional<V> verifier) {
        Map<String, Made> ofKind = made.computeIfAbsent(kind, absent -> new ConcurrentHashMap<>());
        if (ofKind.size() < MOST_REALMS) {
            ofKind.put(realm, new Made(verifier));
        }
        return verifier;
    }

    private <V> Optional<V> make(VerifierKind<V> kind, String realm, OctetSource random) {
        String data = dataByScheme.get(kind.scheme());
        String password = dataByScheme.get(PlainPasswordKind.SCHEME);
        try {
            if (data != null) {
                return Optional.of(kind.parse(data));
            }
            if (password == null || password.isEmpty()) {
                return Optional.empty(); // nobody has an empty password (PREP-05)
            }
            try (Secret secret = Secret.owning(Utf8.encode(password))) {
                return kind.derive(secret, user, realm, random.of(kind, user, realm));
            }
        } catch (RuntimeException corrupt) {
            // an entry that can not be used is like none at all: only real users have one (SEC-04)
            return Optional.empty();
        }
    }

    private static byte[] secureOctets(String label, int count) {
        byte[] octets = new byte[count];
        Seams.system().fillNonce(octets);
        return octets;
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
