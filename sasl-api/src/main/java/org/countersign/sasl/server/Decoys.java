package org.countersign.sasl.server;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifiers of users who do not exist (SEC-04). A kind of which the client sees a part gets one from a keyed hash of kind,
 * user and realm, which stays the same across restarts and machines that share the key (SCRAM-23); all others share one.
 */
final class Decoys {
    private final OctetSource keyed;
    private final Map<VerifierKind<?>, List<?>> realEntries;
    private final Map<VerifierKind<?>, Object> shared = new ConcurrentHashMap<>();
    private final Account nobody = Account.of("nobody");

    Decoys(@Nullable Secret secret, Map<VerifierKind<?>, List<?>> realEntries) {
        this.keyed = OctetSource.keyed(secret == null ? passing() : secret);
        this.realEntries = Map.copyOf(realEntries);
    }

    /** A secret that lasts as long as the process. */
    private static Secret passing() {
        byte[] key = new byte[32];
        Seams.system().fillNonce(key);
        return Secret.owning(key);
    }

    /** An account without entries but the decoys that all share: somebody unknown has what takes as long to find. */
    Account nobody() {
        return nobody;
    }

    /** The decoy for a user, by the canonical name. */
    <V> V of(VerifierKind<V> kind, String user, String realm) {
        return kind.visible() ? make(kind, user, realm) : shared(kind);
    }

    /** Safe: a decoy is stored only under the kind that made it. */
    @SuppressWarnings("unchecked")
    private <V> V shared(VerifierKind<V> kind) {
        Object known = shared.get(kind);
        return known != null ? (V) known : (V) shared.computeIfAbsent(kind, absent -> makeShared(kind));
    }

    /** Nobody has it before anybody can ask, or a first look-up would have found nothing for good. */
    private <V> V makeShared(VerifierKind<V> kind) {
        V decoy = make(kind, "", "");
        nobody.keep(kind, "", Optional.of(decoy));
        return decoy;
    }

    private <V> V make(VerifierKind<V> kind, String user, String realm) {
        OctetSource octets = keyed.of(kind, user, realm);
        return kind.decoy(octets, like(kind, octets));
    }

    /** The real entry that a user's decoy looks like, chosen by the user's name. */
    @SuppressWarnings("unchecked") // the builder puts only a kind's own verifiers under it
    private <V> Optional<V> like(VerifierKind<V> kind, OctetSource octets) {
        List<V> entries = (List<V>) realEntries.getOrDefault(kind, List.of());
        if (entries.size() < 2) {
            return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(0));
        }
        int choice = ByteBuffer.wrap(octets.next("like", 4)).getInt();
        return Optional.of(entries.get(Math.floorMod(choice, entries.size())));
    }
}
