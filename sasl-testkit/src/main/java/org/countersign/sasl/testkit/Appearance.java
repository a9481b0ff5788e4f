package org.countersign.sasl.testkit;

import java.util.List;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.FailureKind;

/** What a client, or a clock on the server's questions, can see of a dialogue. */
@Immutable
record Appearance(
        List<String> messages,
        List<String> questions,
        Optional<FailureKind> refusal,
        Optional<FailureKind> clientFailure) {

    static Appearance of(Dialogue dialogue) {
        List<String> sizes = dialogue.messages().stream()
                .map(message -> message.from() + " " + message.octets().length)
                .toList();
        List<String> questions = dialogue.recorder().serverQuestions.stream()
                .map(question -> question.getClass().getName())
                .toList();
        return new Appearance(sizes, questions, dialogue.refusal(), dialogue.clientFailure());
    }
}
