package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import java.util.Set;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question;
import org.countersign.sasl.ServerMechanism;
import org.junit.jupiter.api.Test;

/** A mechanism is what its metadata says: policies, drivers and administrators rely on it. */
@NotThreadSafe
public sealed interface MetadataRules extends Rules permits MechanismContract {

    /** A name is 1 to 20 of {@code A-Z 0-9 - _}; the suffix {@code -PLUS} promises channel binding (RFC 5802, section 4). */
    @Test
    default void nameFollowsTheGrammar() {
        String name = trials().info().name();
        unless(
                name.matches("[A-Z0-9_-]{1,20}"),
                "A mechanism is named by 1 to 20 characters of A-Z 0-9 - _",
                "SASL-01, RFC 4422 section 3.1",
                name);
        unless(
                !name.endsWith("-PLUS") || trials().info().has(Trait.CHANNEL_BINDING),
                "Declare Trait.CHANNEL_BINDING, or leave away the suffix -PLUS, which promises it",
                "SASL-02, RFC 5802 section 4",
                name);
    }

    /** A mechanism implements {@link ServerMechanism}, {@link ClientMechanism} or both. */
    @Test
    default void hasAServerOrAClientSide() {
        Mechanism mechanism = trials().profile().mechanism;
        unless(
                mechanism instanceof ServerMechanism || mechanism instanceof ClientMechanism,
                "Implement ServerMechanism, ClientMechanism or both: a mechanism without a side is never used",
                "RFC 4422 section 3",
                mechanism.getClass());
    }

    /** {@link Mechanism#info} says the same whenever it is asked: it is asked once to advertise, and again to accept. */
    @Test
    default void metadataNeverChanges() {
        MechanismInfo before = trials().info();
        trials().dialogue().run();
        MechanismInfo after = trials().info();
        unless(
                before == after || facts(before).equals(facts(after)),
                "Return the same MechanismInfo from each call of info(): keep it in a constant",
                "Mechanism.info()",
                facts(before) + " became " + facts(after));
    }

    private static List<Object> facts(MechanismInfo info) {
        return List.of(
                info.name(),
                info.firstMover(),
                info.traits(),
                info.status(),
                info.rank(),
                info.maxMessage(),
                info.maxRounds(),
                info.needs(),
                info.clientNeed());
    }

    /** The mechanism is found by {@link java.util.ServiceLoader}, or by the provider that the profile names. */
    @Test
    default void isListedByItsProvider() {
        Mechanism mechanism = trials().profile().mechanism;
        Catalogue catalogue = trials().profile()
                .provider
                .map(Catalogue::of)
                .orElseGet(() -> Catalogue.load(mechanism.getClass().getClassLoader()));
        boolean listed = catalogue
                .find(mechanism.info().name())
                .filter(found -> found.getClass() == mechanism.getClass())
                .isPresent();
        unless(
                listed,
                "Name the provider of " + mechanism.getClass().getName() + " in META-INF/services/"
                        + "org.countersign.sasl.MechanismProvider and in module-info, or in the profile",
                "Catalogue",
                "found: " + catalogue.all() + ", problems: " + catalogue.problems());
    }

    /** The client sends an initial response exactly when it is declared to speak first, and the server lets it. */
    @Test
    default void firstMoverIsTrue() {
        FirstMover declared = trials().info().firstMover();
        Dialogue absent = trials().dialogue()
                .tampering(Tampering.replacing(Side.CLIENT, 0, sent -> null))
                .run();
        boolean clientSpeaks = absent.recorder().steps.stream()
                .filter(step -> step instanceof ClientStep.Respond || step instanceof ClientStep.Final)
                .findFirst()
                .map(step -> !(step instanceof ClientStep.Respond respond) || respond.data() != null)
                .orElse(declared != FirstMover.SERVER);
        unless(
                declared == FirstMover.EITHER || clientSpeaks == (declared == FirstMover.CLIENT),
                "Declare the true FirstMover: the client begins with a message when it is CLIENT, and with"
                        + " waitForChallenge when it is SERVER",
                "SASL-05, SASL-07, RFC 4422 section 5",
                absent);
        unless(
                declared == FirstMover.CLIENT || !absent.messages(Side.SERVER).isEmpty(),
                "Declare FirstMover.CLIENT, or begin with a challenge when there is no initial response",
                "SASL-05, RFC 4422 section 5",
                absent);
    }

    /** No message is larger than {@code maxMessage}, and no side sends more than {@code maxRounds}. */
    @Test
    default void limitsAreKept() {
        trials().bothSides();
        Dialogue dialogue = trials().dialogue().run();
        int largest = dialogue.messages().stream()
                .mapToInt(message -> message.octets().length)
                .max()
                .orElse(0);
        unless(
                largest <= trials().info().maxMessage(),
                "Declare a maxMessage of at least " + largest + " octets, or send less",
                "SEC-08, MechanismInfo.maxMessage()",
                dialogue);
        for (Side side : Side.values()) {
            long rounds = dialogue.messages(side).stream()
                    .filter(message -> message.octets().length > 0)
                    .count();
            unless(
                    rounds <= trials().info().maxRounds(),
                    "Declare a maxRounds of at least " + rounds + ", or send fewer messages",
                    "SEC-08, MechanismInfo.maxRounds()",
                    dialogue);
        }
    }

    /** The server asks nothing that its needs do not declare: it is offered wherever those can be met. */
    @Test
    default void serverAsksOnlyWhatItDeclares() {
        trials().usual();
        Set<Need> needs = trials().info().needs();
        trials().credentials().forEach(credentials -> {
            Dialogue dialogue = trials().dialogue().credentials(credentials).run();
            dialogue.recorder()
                    .serverQuestions
                    .forEach(question -> unless(
                            needs.stream().anyMatch(need -> allows(need, question)),
                            "Declare the need for " + question.getClass().getSimpleName() + ", with its kind",
                            "MechanismInfo.needs()",
                            dialogue));
        });
    }

    private static boolean allows(Need need, Object question) {
        if (need instanceof Need.Verifier verifier) {
            return question instanceof Question.FindVerifier<?> find
                    && find.kind().equals(verifier.kind());
        }
        if (need instanceof Need.Answer answer) {
            return answer.to().isInstance(question);
        }
        return (need instanceof Need.Passwords && question instanceof Question.CheckPassword)
                || (need instanceof Need.Tokens && question instanceof Question.CheckToken)
                || (need instanceof Need.PeerIdentity && question instanceof Question.IdentifyPeer)
                || (need instanceof Need.Workers && question instanceof Question.Offload);
    }

    /** The client asks for a password or a token only if it declares that it needs one. */
    @Test
    default void clientAsksOnlyWhatItDeclares() {
        Dialogue dialogue = trials().usual();
        ClientNeed declared = trials().info().clientNeed();
        dialogue.recorder().clientQuestions.forEach(question -> {
            boolean password =
                    question instanceof ClientQuestion.Password || question instanceof ClientQuestion.DerivedKey;
            boolean token = question instanceof ClientQuestion.Token;
            unless(
                    (!password || declared == ClientNeed.PASSWORD) && (!token || declared == ClientNeed.TOKEN),
                    "Declare the clientNeed for " + question.getClass().getSimpleName(),
                    "MechanismInfo.clientNeed()",
                    dialogue);
        });
    }
}
