package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import java.util.Optional;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The right credentials authenticate, and nothing else does. */
@NotThreadSafe
public sealed interface AuthenticationRules extends Rules permits MechanismContract {

    /** The right credentials authenticate the profile's user, in a protocol like SMTP. */
    @Test
    default void rightCredentialsAuthenticate() {
        trials().bothSides();
        authenticates(trials().dialogue(), "RFC 4422 section 3");
    }

    /** Additional data with success may come with the outcome, or as a challenge before it (SASL-08). */
    @Test
    default void successDataMayComeEitherWay() {
        trials().usual();
        authenticates(trials().dialogue().carryingSuccessData(), "SASL-08, RFC 4422 section 3.6");
    }

    /** A client that speaks first may have to wait for an empty challenge (SASL-06). */
    @Test
    default void initialResponseMayComeLate() {
        trials().usual();
        Assumptions.assumeTrue(
                trials().info().firstMover() == FirstMover.CLIENT, "the client does not always speak first");
        authenticates(trials().dialogue().withoutInitialResponse(), "SASL-06, RFC 4422 section 3");
    }

    private void authenticates(Dialogue.Builder how, String source) {
        Dialogue dialogue = how.run();
        unless(
                dialogue.succeeds() && trials().isTheUser(dialogue),
                "Make the right credentials authenticate \"" + trials().profile().user
                        + "\" on both sides, or correct the profile",
                source,
                dialogue);
    }

    /** Wrong credentials are refused as {@link FailureKind#REJECTED}. */
    @Test
    default void wrongCredentialsAreRefused() {
        trials().usual();
        Dialogue dialogue = trials().wrongDialogue().run();
        unless(
                dialogue.refusal().equals(Optional.of(FailureKind.REJECTED)) && Trials.isTyped(dialogue),
                "Refuse wrong credentials with ServerStep.rejected",
                "SASL-11, RFC 4422 section 3.6",
                dialogue);
    }

    /** An empty password or token never authenticates, whatever the back end would think of it (RFC 4513, section 5.1.2). */
    @Test
    default void emptySecretIsRefused() {
        trials().usual();
        Assumptions.assumeTrue(trials().profile().wrong.isPresent(), "there is no secret that could be empty");
        Dialogue dialogue = trials().dialogue()
                .credentials(new TestCredentials(trials().profile().right.identities(), "", ""))
                .run();
        unless(
                dialogue.authenticated().isEmpty() && Trials.isTyped(dialogue),
                "Refuse an empty password or token, on either side",
                "SASL-11, RFC 4422 section 3.6",
                dialogue);
    }

    /** What a client sent in one exchange is worthless in another: the server's challenge is new each time (SEC-09). */
    @Test
    default void recordedResponsesAreWorthless() {
        boolean travels = trials().info().has(Trait.PLAINTEXT_PASSWORD);
        Assumptions.assumeTrue(
                !travels && trials().info().needs().stream().anyMatch(Need.Verifier.class::isInstance),
                "the mechanism is no challenge and response");
        List<Message> recorded = trials().usual().messages(Side.CLIENT);
        Dialogue replayed = trials().dialogue()
                .seed(1)
                .tampering(sent -> sent.from() == Side.CLIENT && sent.index() < recorded.size()
                        ? recorded.get(sent.index()).octets()
                        : sent.octets())
                .run();
        unless(
                replayed.authenticated().isEmpty(),
                "Put octets of Seams.fillNonce in each challenge and verify that the response answers this one",
                "SEC-09, RFC 4422 section 6.1.3",
                replayed);
    }
}
