package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Authenticated;
import org.junit.jupiter.api.Test;

/** A mechanism has the traits that it declares: policies decide by them what may be used without TLS, or at all. */
@NotThreadSafe
public sealed interface TraitRules extends Rules permits MechanismContract {

    /** {@link Trait#PLAINTEXT_PASSWORD} is declared exactly when the password itself is sent. */
    @Test
    default void passwordTravelsExactlyIfDeclared() {
        Dialogue dialogue = trials().usual();
        declared(
                Trait.PLAINTEXT_PASSWORD,
                travels(dialogue, dialogue.recorder().passwords),
                "SMTP-03, RFC 4954 section 6",
                dialogue);
    }

    /** {@link Trait#BEARER_TOKEN} is declared exactly when a token is sent. */
    @Test
    default void tokenTravelsExactlyIfDeclared() {
        Dialogue dialogue = trials().usual();
        declared(
                Trait.BEARER_TOKEN,
                travels(dialogue, dialogue.recorder().tokens),
                "SMTP-03, RFC 6750 section 5.3",
                dialogue);
    }

    private static boolean travels(Dialogue dialogue, List<byte[]> secrets) {
        return dialogue.messages(Side.CLIENT).stream()
                .anyMatch(message -> secrets.stream().anyMatch(secret -> Leaks.contains(message.octets(), secret)));
    }

    /** {@link Trait#ANONYMOUS} is declared exactly when nobody is identified. */
    @Test
    default void isAnonymousExactlyIfDeclared() {
        Dialogue dialogue = trials().usual();
        boolean anonymous = dialogue.authenticated()
                .filter(who -> who.identity() instanceof ProvedIdentity.Anonymous)
                .isPresent();
        declared(Trait.ANONYMOUS, anonymous, "ANON-03, RFC 4505 section 5", dialogue);
    }

    /** {@link Trait#SECURITY_LAYER} is declared by a mechanism that negotiates one, and both ends understand each other. */
    @Test
    default void layerIsDeclaredAndWorks() {
        Dialogue dialogue = trials().usual();
        unless(
                dialogue.layer() == Dialogue.Layer.NONE || trials().info().has(Trait.SECURITY_LAYER),
                "Declare Trait.SECURITY_LAYER: the exchange results in a layer",
                "SASL-18, RFC 4422 section 3.7",
                dialogue);
        unless(
                dialogue.layer() != Dialogue.Layer.BROKEN,
                "Return layers from both sides that can read what the other one writes, or from neither",
                "SASL-18, RFC 4422 section 3.7",
                dialogue);
    }

    /** {@link Trait#CHANNEL_BINDING} is declared by a mechanism that says it verified one. */
    @Test
    default void channelBindingIsDeclared() {
        Dialogue dialogue = trials().usual();
        boolean bound = dialogue.authenticated().map(Authenticated::boundTo).isPresent();
        unless(
                !bound || trials().info().has(Trait.CHANNEL_BINDING),
                "Declare Trait.CHANNEL_BINDING: the exchange is bound to the channel",
                "RFC 5056 section 2",
                dialogue);
    }

    /** {@link Trait#MUTUAL} is declared exactly when the client does not believe success without the server's proof. */
    @Test
    default void serverProvesItselfExactlyIfDeclared() {
        trials().usual();
        Dialogue.Builder how = trials().dialogue().carryingSuccessData();
        LyingServer liar = new LyingServer(how.run());
        boolean mutual = trials().info().has(Trait.MUTUAL);
        unless(
                !mutual || !(liar.isBelievedWithoutProof(how) || liar.isBelievedWithForgedProof(how)),
                "Verify the server's proof and return Respond until it is there, or do not declare Trait.MUTUAL: the"
                        + " client believes a server that says success and has proved nothing",
                "SASL-09, RFC 4422 section 3.6",
                liar);
        unless(
                mutual || !liar.hasProof() || liar.isBelievedWithoutProof(how),
                "Declare Trait.MUTUAL, for the client waits for a proof, or return Final where nothing is left to verify",
                "SASL-09, RFC 4422 section 3.6",
                liar);
    }

    private void declared(Trait trait, boolean observed, String source, Dialogue dialogue) {
        boolean declared = trials().info().has(trait);
        unless(
                declared == observed,
                observed
                        ? "Declare Trait." + trait + ": policies go by it"
                        : "Do not declare Trait." + trait + ": it is not so",
                source,
                dialogue);
    }
}
