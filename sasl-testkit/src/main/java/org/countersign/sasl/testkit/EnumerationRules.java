package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Nobody finds out who exists: whatever is wrong with a user, an exchange has the messages, their sizes, the questions and
 * the failure that it has for a wrong password.
 */
@NotThreadSafe
public sealed interface EnumerationRules extends Rules permits MechanismContract {

    /** An unknown user looks like one who has mistyped the password. */
    @Test
    default void unknownUserLooksLikeAWrongPassword() {
        looksLikeAWrongPassword(trials().dialogue().credentials(unknownUser()), "an unknown user");
    }

    /** A user without a verifier of the kind needed looks like one who has mistyped the password. */
    @Test
    default void userWithoutVerifierLooksLikeAWrongPassword() {
        unknownUser();
        looksLikeAWrongPassword(
                trials().dialogue().directory(trials().profile().accounts.withoutVerifier()),
                "a user who has no verifier of this kind");
    }

    /** A user whose entry can not be read looks like one who has mistyped the password. */
    @Test
    default void corruptEntryLooksLikeAWrongPassword() {
        unknownUser();
        looksLikeAWrongPassword(
                trials().dialogue().directory(trials().profile().accounts.corrupt()), "a user whose entry is corrupt");
    }

    /** An unknown user sees the same each time, as a known one does (SCRAM-23). */
    @Test
    default void unknownUserLooksTheSameEachTime() {
        Credentials unknown = unknownUser();
        Dialogue first = trials().dialogue().credentials(unknown).run();
        Dialogue second = trials().dialogue().credentials(unknown).run();
        unless(
                first.messages().equals(second.messages()),
                "Make decoys of the OctetSource that VerifierKind.decoy is given, and of nothing else",
                "SEC-04, SCRAM-23, VerifierKind.decoy",
                first + "\nbecame " + second);
    }

    /** Where users look different from each other, so do unknown ones: what they all share would tell who exists. */
    @Test
    default void unknownUsersDoNotLookAlike() {
        Assumptions.assumeTrue(unknownUser() instanceof TestCredentials, "the profile names its own unknown user");
        TestCredentials unknown = (TestCredentials) unknownUser();
        Dialogue known = trials().wrongDialogue().run();
        Dialogue one = trials().dialogue().credentials(unknown).run();
        Dialogue another =
                trials().dialogue().credentials(unknown.withOtherUser()).run();
        Assumptions.assumeTrue(
                Appearance.of(one).equals(Appearance.of(known)),
                "an unknown user is told apart, as another rule tells");
        unless(
                sentByServer(one).equals(sentByServer(known))
                        || !sentByServer(one).equals(sentByServer(another)),
                "Return true from VerifierKind.visible: the client sees part of a verifier",
                "SEC-04, SCRAM-23, VerifierKind.visible",
                "two unknown users see the same\n" + one + "\nand a known one\n" + known);
    }

    private static List<Message> sentByServer(Dialogue dialogue) {
        return dialogue.messages().stream()
                .filter(message -> message.from() == Side.SERVER)
                .toList();
    }

    private Credentials unknownUser() {
        trials().usual();
        return Trials.given(trials().profile().unknownUser, "the mechanism looks no user up");
    }

    private void looksLikeAWrongPassword(Dialogue.Builder how, String who) {
        Dialogue mistyped = trials().wrongDialogue().run();
        Assumptions.assumeFalse(mistyped.succeeds(), "wrong credentials authenticate, as another rule tells");
        Dialogue dialogue = how.run();
        unless(
                Appearance.of(dialogue).equals(Appearance.of(mistyped)),
                "Treat " + who + " to the end like a user with a wrong password: decoys take the same way through the"
                        + " same code, and entries are parsed when they are loaded",
                "SASL-13, SEC-04, RFC 4422 section 3.6",
                dialogue + "\nbut a wrong password is\n" + mistyped);
    }
}
