package org.countersign.sasl.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authenticated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What the rules share: the mechanism's profile, and the dialogues with which they try it. */
@NotThreadSafe
final class Trials {
    private final MechanismProfile profile;
    private @Nullable Dialogue usual;

    Trials(MechanismProfile profile) {
        this.profile = profile;
    }

    MechanismProfile profile() {
        return profile;
    }

    MechanismInfo info() {
        return profile.mechanism.info();
    }

    /** A dialogue with the right credentials, unless something is changed. */
    Dialogue.Builder dialogue() {
        return Dialogue.of(profile);
    }

    /** A dialogue with the wrong credentials; a rule about them does not apply where there are none. */
    Dialogue.Builder wrongDialogue() {
        bothSides();
        return dialogue().credentials(given(profile.wrong, "there are no wrong credentials"));
    }

    /** The right and, where there are any, the wrong credentials. */
    List<Credentials> credentials() {
        return Stream.concat(Stream.of(profile.right), profile.wrong.stream()).toList();
    }

    /** The dialogue in which the right credentials authenticate; without it, most rules can not be tried. */
    Dialogue usual() {
        bothSides();
        Dialogue held = usual == null ? dialogue().run() : usual;
        usual = held;
        Assumptions.assumeTrue(held.succeeds(), "the right credentials do not authenticate, as another rule tells");
        return held;
    }

    /** The dialogue whose messages are tampered with: the usual one, or what one side alone makes of empty messages. */
    Dialogue changeable() {
        return profile.converses ? usual() : dialogue().run();
    }

    void bothSides() {
        Assumptions.assumeTrue(profile.converses, "only one side is there; its profile may name a counterpart");
    }

    static <T> T given(Optional<T> what, String whyNot) {
        Assumptions.assumeTrue(what.isPresent(), whyNot);
        return what.orElseThrow();
    }

    /** Whether neither side failed in a way that nothing from outside may bring about. */
    static boolean isTyped(Dialogue dialogue) {
        return isTyped(Side.SERVER, dialogue) && isTyped(Side.CLIENT, dialogue);
    }

    /** Whether this side did not fail in a way that nothing from outside may bring about. */
    static boolean isTyped(Side side, Dialogue dialogue) {
        Optional<FailureKind> failure = side == Side.CLIENT
                ? dialogue.clientFailure()
                : dialogue.audit().map(AuditEvent::cause);
        return !failure.equals(Optional.of(FailureKind.INTERNAL));
    }

    /** Whether the server holds the client for the profile's user, acting as itself; or for somebody anonymous. */
    boolean isTheUser(Dialogue dialogue) {
        return dialogue.authenticated().filter(this::isTheUser).isPresent();
    }

    private boolean isTheUser(Authenticated who) {
        boolean named = who.identity().equals(new ProvedIdentity.Named(profile.user));
        return who.identity() instanceof ProvedIdentity.Anonymous
                || (named && who.authorizationId().equals(profile.user));
    }

    /** The usual dialogue with one message changed. */
    Dialogue changed(Message sent, Mutation mutation) {
        return dialogue()
                .tampering(Tampering.replacing(sent.from(), sent.index(), message -> mutation.result()))
                .run();
    }
}
