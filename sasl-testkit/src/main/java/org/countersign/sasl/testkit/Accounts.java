package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.PlainPasswordKind;

/**
 * The server's directories. Each has the same users.
 *
 * @param usual the user can authenticate
 * @param withoutVerifier the user has no entry of a kind that the mechanism could use
 * @param corrupt the user's entries of all those kinds can not be read
 */
@ThreadSafe
record Accounts(Directory usual, Directory withoutVerifier, Directory corrupt) {
    /** Another user with the same entries, to be confused with. */
    static final String SOMEBODY_ELSE = "somebody-else";

    private static final List<String> UNUSABLE = List.of("{X-NO-SUCH-SCHEME}entry");
    private static final OctetSource SALT = (label, count) -> {
        byte[] octets = new byte[count];
        new DeterministicSeams(Side.SERVER, label.hashCode()).fillNonce(octets);
        return octets;
    };

    static Accounts of(MechanismProfile profile, List<String> entries) {
        return new Accounts(
                directory(profile, entries), directory(profile, UNUSABLE), directory(profile, corruptEntries(profile)));
    }

    /** A directory in which the profile's user has these entries; slow verifiers are derived now and only once. */
    static Directory directory(MechanismProfile profile, List<String> entries) {
        List<String> realms = profile.facts(false).realms();
        List<Account> accounts = Stream.of(profile.user, SOMEBODY_ELSE)
                .map(user -> Account.of(user, entries).prepare(kinds(profile), realms, SALT))
                .toList();
        return Directory.of(accounts);
    }

    /** The kinds of verifiers that the mechanism may look for, and those of passwords. */
    static Set<VerifierKind<?>> kinds(MechanismProfile profile) {
        Set<VerifierKind<?>> kinds = new LinkedHashSet<>(profile.passwordKinds);
        kinds.add(new PlainPasswordKind());
        for (Need need : profile.mechanism.info().needs()) {
            if (need instanceof Need.Verifier verifier) {
                kinds.add(verifier.kind());
            }
        }
        return kinds;
    }

    private static List<String> corruptEntries(MechanismProfile profile) {
        List<String> entries = new ArrayList<>();
        for (VerifierKind<?> kind : kinds(profile)) {
            boolean anyTextIsAPassword = kind.scheme().equals(PlainPasswordKind.SCHEME);
            entries.add("{" + kind.scheme() + "}" + (anyTextIsAPassword ? "" : "*corrupt*"));
        }
        return entries;
    }
}
