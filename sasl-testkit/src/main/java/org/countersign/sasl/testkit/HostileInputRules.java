package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever octets come in place of whichever message, the answer is a typed failure, soon and cheap. */
@NotThreadSafe
public sealed interface HostileInputRules extends Rules permits MechanismContract {

    /** The server answers any octets with a step; an exception is a bug, {@link FailureKind#INTERNAL}. */
    @Test
    default void serverSurvivesAnyInput() {
        Assumptions.assumeTrue(trials().profile().hasServer(), "the mechanism has no server side");
        survivesAnyInput(Side.SERVER);
    }

    /** The client answers any octets with a step; an exception is a bug, {@link FailureKind#INTERNAL}. */
    @Test
    default void clientSurvivesAnyInput() {
        Assumptions.assumeTrue(trials().profile().hasClient(), "the mechanism has no client side");
        survivesAnyInput(Side.CLIENT);
    }

    private void survivesAnyInput(Side side) {
        for (HostileTrial trial : hostileTrials()) {
            Dialogue dialogue = trial.dialogue().run();
            unless(
                    Trials.isTyped(side, dialogue),
                    "Return malformed from the " + side + ", and throw nothing, when " + trial + " "
                            + dialogue.recorder().thrown,
                    "SEC-08, FailureKind.MALFORMED",
                    dialogue);
        }
    }

    /** No octets authenticate in place of the right ones, unless the profile admits them. */
    @Test
    default void noOtherInputAuthenticates() {
        for (HostileTrial trial : hostileTrials()) {
            Dialogue dialogue = trial.dialogue().run();
            unless(
                    dialogue.authenticated().isEmpty() || isLegal(trial),
                    "Refuse, or have the profile admit, that " + trial,
                    "SASL-11, RFC 4422 section 3.6",
                    dialogue);
        }
    }

    private boolean isLegal(HostileTrial trial) {
        MechanismProfile profile = trials().profile();
        byte[] octets = trial.input().octets();
        return (octets != null && profile.admits(trial.sent(), octets))
                || profile.unauthenticated.stream().anyMatch(unheard -> unheard.isOf(trial.sent()));
    }

    /** No octets make a mechanism allocate more than a few times what it usually does, or than its largest message. */
    @Test
    default void memoryIsBounded() {
        trials().changeable();
        OptionalLong usual = allocated(trials().dialogue());
        Assumptions.assumeTrue(usual.isPresent(), "this Java runtime does not tell what a thread allocates");
        long most = 4 * usual.getAsLong() + 64L * trials().info().maxMessage() + (1 << 20);
        for (HostileTrial trial : hostileTrials()) {
            long octets = allocated(trial.dialogue()).orElse(0);
            unless(
                    octets <= most,
                    "Allocate by what has come, never by what a message announces: " + octets
                            + " octets instead of at most " + most + " when " + trial,
                    "SEC-08, SASL-20",
                    trials().info());
        }
    }

    /** What a dialogue allocates once its classes are loaded. */
    private static OptionalLong allocated(Dialogue.Builder how) {
        how.run();
        return Allocation.of(how::run);
    }

    /** Every message of the usual dialogue, in its place every hostile input. */
    private List<HostileTrial> hostileTrials() {
        List<HostileTrial> all = new ArrayList<>();
        for (Message sent : trials().changeable().messages()) {
            boolean initial = sent.from() == Side.CLIENT && sent.index() == 0;
            for (HostileInput input : HostileInput.all(trials().info().maxMessage())) {
                byte[] octets = input.octets();
                if (octets == null ? initial : !Message.isSame(octets, sent.octets())) {
                    Tampering instead = Tampering.replacing(sent.from(), sent.index(), message -> octets);
                    all.add(new HostileTrial(sent, input, trials().dialogue().tampering(instead)));
                }
            }
        }
        return all;
    }
}
