package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.Objects;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.testkit.MechanismProfile.Unauthenticated;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every octet of every message counts, except those that the profile lists with the section that says so. */
@NotThreadSafe
public sealed interface MutationRules extends Rules permits MechanismContract {

    /**
     * Whichever octet is deleted, replaced, inserted or has a bit flipped, the exchange fails on at least one side, or it
     * does not matter: the identities, the layer and the binding are the same, and the profile lists the octet.
     */
    @Test
    default void everyChangedOctetIsNoticed() {
        Dialogue usual = trials().usual();
        for (Message sent : usual.messages()) {
            for (Mutation mutation : Mutation.of(sent.octets())) {
                Dialogue changed = trials().changed(sent, mutation);
                unless(
                        Trials.isTyped(changed),
                        "Return malformed, and throw nothing, when of " + sent + " " + mutation + " "
                                + changed.recorder().thrown,
                        "SEC-08, FailureKind.MALFORMED",
                        changed);
                unless(
                        changed.authenticated().isEmpty() || isTheSame(usual, changed),
                        "Authenticate what decides on identities, layer and binding: another outcome when of " + sent
                                + " " + mutation,
                        "SASL-11, RFC 4422 section 6.1",
                        changed);
                unless(
                        !changed.succeeds() || trials().profile().unauthenticated(sent, mutation.position()),
                        "Refuse, or list as unauthenticated with the section that says so, when of " + sent + " "
                                + mutation,
                        "RFC 4422 section 6.1",
                        changed);
            }
        }
    }

    /** An octet that the profile lists as unauthenticated really is: what it forgives is not more than it must. */
    @Test
    default void everyListedOctetIsIgnored() {
        Assumptions.assumeFalse(trials().profile().unauthenticated.isEmpty(), "no octet is listed");
        Dialogue usual = trials().usual();
        for (Unauthenticated listed : trials().profile().unauthenticated) {
            unless(
                    usual.messages().stream().anyMatch(listed::isOf),
                    "Take from the profile what it says of a message that is never sent",
                    listed.section(),
                    listed);
            usual.messages().stream().filter(listed::isOf).forEach(sent -> ignored(sent, listed));
        }
    }

    private void ignored(Message sent, Unauthenticated listed) {
        byte[] octets = sent.octets();
        for (int position = 0; position < octets.length; position++) {
            int at = position;
            boolean forgiven = !listed.positions().include(octets, at)
                    || Mutation.of(octets).stream()
                            .filter(mutation -> mutation.position() == at)
                            .anyMatch(
                                    mutation -> trials().changed(sent, mutation).succeeds());
            unless(
                    forgiven,
                    "Take octet " + at + " of " + sent + " from the profile: whatever is changed in it is noticed",
                    listed.section(),
                    listed);
        }
    }

    private static boolean isTheSame(Dialogue usual, Dialogue changed) {
        Authenticated before = usual.authenticated().orElseThrow();
        Authenticated after = changed.authenticated().orElseThrow();
        boolean nobody = before.identity() instanceof ProvedIdentity.Anonymous
                && after.identity() instanceof ProvedIdentity.Anonymous;
        return (nobody || before.identity().equals(after.identity()))
                && before.authorizationId().equals(after.authorizationId())
                && Objects.equals(before.boundTo(), after.boundTo())
                && (!changed.succeeds() || usual.layer() == changed.layer());
    }
}
