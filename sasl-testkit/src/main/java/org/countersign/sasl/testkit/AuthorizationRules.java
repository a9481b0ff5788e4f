package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whom a client asks to act as is a wish, never a proof: the authorizer decides, and by default denies. */
@NotThreadSafe
public sealed interface AuthorizationRules extends Rules permits MechanismContract {

    /** Asking to act as somebody else is denied, even though that user exists. */
    @Test
    default void nobodyActsAsSomebodyElse() {
        actsAsNobodyElse(Accounts.SOMEBODY_ELSE);
    }

    /** Authorization identities that no protocol has, such as one with a NUL or of endless length, fail as they should. */
    @Test
    default void strangeAuthorizationIdentitiesFail() {
        String user = trials().profile().user;
        for (String strange : List.of(
                user + "\0",
                "\0" + user,
                user + "\0x",
                user + ",a=",
                user + "\u0001",
                "somebody\uD800",
                "x".repeat(300),
                "x".repeat(trials().info().maxMessage() + 1))) {
            actsAsNobodyElse(strange);
        }
    }

    private void actsAsNobodyElse(String whom) {
        trials().usual();
        Dialogue dialogue = trials().dialogue().authorizationId(whom).run();
        unless(
                Trials.isTyped(dialogue),
                "Return a failure, and throw nothing, for the authorization identity "
                        + Message.printable(Utf8.encode(whom)) + " " + dialogue.recorder().thrown,
                "SASL-15, RFC 4422 section 3.4.1",
                dialogue);
        unless(
                dialogue.authenticated().isEmpty() || (trials().isTheUser(dialogue) && !carries(dialogue, whom)),
                "Pass the authorization identity to ServerStep.success beside the identity that was proved, never as it",
                "SASL-16, RFC 4422 section 2",
                dialogue);
    }

    /** One's own name, and an empty one, ask for nothing special. */
    @Test
    default void everybodyActsAsThemselves() {
        trials().usual();
        Dialogue other =
                trials().dialogue().authorizationId(Accounts.SOMEBODY_ELSE).run();
        Assumptions.assumeTrue(
                carries(other, Accounts.SOMEBODY_ELSE), "the mechanism carries no authorization identity");
        for (String own : List.of(trials().profile().user, "")) {
            Dialogue dialogue = trials().dialogue().authorizationId(own).run();
            unless(
                    dialogue.succeeds() && trials().isTheUser(dialogue),
                    "Let the authorization identity \"" + own + "\" mean: as the one authenticated",
                    "SASL-14, RFC 4422 section 3.4.1",
                    dialogue);
        }
    }

    private static boolean carries(Dialogue dialogue, String authorizationId) {
        return dialogue.messages(Side.CLIENT).stream()
                .anyMatch(message -> Leaks.contains(message.octets(), Utf8.encode(authorizationId)));
    }
}
