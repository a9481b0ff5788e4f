package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.AuditEvent;
import org.junit.jupiter.api.Test;

/** No text that may end up in a log shows a password or a token: not as it is, nor in hexadecimal or Base64. */
@NotThreadSafe
public sealed interface SecrecyRules extends Rules permits MechanismContract {

    /** {@code toString} of the mechanism and its metadata, of steps, replies, questions and their answers. */
    @Test
    default void objectsHideSecrets() {
        hides("toString", dialogue -> {
            Recorder seen = dialogue.recorder();
            Stream<Object> mechanism = Stream.of(trials().profile().mechanism, trials().info());
            Stream<Object> exchange = Stream.of(seen.steps, seen.serverQuestions, seen.clientQuestions, seen.facts)
                    .flatMap(List::stream)
                    .filter(step -> !isFailure(step));
            return Stream.concat(mechanism, exchange).map(String::valueOf);
        });
    }

    /** Failures have a rule of their own. */
    private static boolean isFailure(Object step) {
        return step instanceof ServerStep.Failure
                || step instanceof ClientStep.Failure
                || step instanceof ClientReply.Failure;
    }

    /** What the audit, and the client's user, read about a failure. */
    @Test
    default void failureDetailsHideSecrets() {
        hides("the detail of a failure", dialogue -> {
            Stream<String> client = dialogue.client() instanceof ClientReply.Failure failure
                    ? Stream.of(failure.detail())
                    : Stream.of();
            return Stream.concat(client, dialogue.recorder().audit.stream().map(AuditEvent::toString));
        });
    }

    /** Messages of exceptions, which the driver does not log, but a debugger or an agent may. */
    @Test
    default void exceptionsHideSecrets() {
        hides(
                "the message of an exception",
                dialogue -> dialogue.recorder().thrown.stream()
                        .flatMap(thrown -> Stream.iterate(thrown, cause -> cause != null, Throwable::getCause))
                        .map(Throwable::toString));
    }

    private void hides(String where, Function<Dialogue, Stream<String>> texts) {
        for (Dialogue dialogue : dialogues()) {
            Recorder recorder = dialogue.recorder();
            List<byte[]> secrets = Stream.concat(recorder.passwords.stream(), recorder.tokens.stream())
                    .toList();
            texts.apply(dialogue)
                    .filter(text -> Leaks.quotes(text, secrets))
                    .findFirst()
                    .ifPresent(text -> unless(
                            false,
                            "Leave the password or token out of " + where + ": it is written to logs",
                            "SEC-07",
                            text));
        }
    }

    /** Right and wrong credentials, and messages with something wrong at the beginning, in the middle and at the end. */
    private List<Dialogue> dialogues() {
        Dialogue usual = trials().usual();
        List<Dialogue> dialogues = new ArrayList<>();
        trials().credentials()
                .forEach(credentials -> dialogues.add(
                        trials().dialogue().credentials(credentials).run()));
        for (Message sent : usual.messages()) {
            int length = sent.octets().length;
            Set<Integer> places = new HashSet<>(List.of(0, length / 2, length));
            Mutation.of(sent.octets()).stream()
                    .filter(mutation -> places.contains(mutation.position()))
                    .forEach(mutation -> dialogues.add(trials().changed(sent, mutation)));
        }
        return dialogues;
    }
}
