package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.countersign.app.server.SocketDialogue.Manner;
import org.countersign.dialogues.Dialogue;
import org.countersign.dialogues.Matrix;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialogues that test the binding, with a server behind a socket; its client waits ten seconds for each reply. */
class SocketDialogueTest {

    @TestFactory
    @Requirement({"SMTP-07", "SMTP-32", "SMTP-14"})
    Stream<DynamicTest> allAtOnce_SMTP32() {
        return Dialogue.all("server").stream().map(dialogue -> test(dialogue, Manner.AT_ONCE));
    }

    /** But not what is about packets, or has very long lines. */
    @TestFactory
    @Requirement({"SMTP-07", "SMTP-11", "TLS-03"})
    Stream<DynamicTest> octetByOctet_SMTP07() {
        List<String> others = List.of("server/pipelined-starttls", "server/line-limit");
        return Dialogue.all("server").stream()
                .filter(dialogue -> !others.contains(dialogue.name()))
                .map(dialogue -> test(dialogue, Manner.OCTET_BY_OCTET));
    }

    private static DynamicTest test(Dialogue dialogue, Manner manner) {
        return DynamicTest.dynamicTest(dialogue.name(), () -> SocketDialogue.play(dialogue, manner));
    }

    @ParameterizedTest
    @Requirement({"SMTP-23", "SMTP-24", "SMTP-25"})
    @ValueSource(strings = {"matrix-submission", "matrix-port-25", "matrix-clear"})
    void everyCommandInEveryState_SMTP23(String name) throws Exception {
        Matrix matrix = Matrix.read(name);
        try (SocketDialogue server = SocketDialogue.with(matrix)) {
            assertThat(matrix.cells()).allSatisfy(server::play);
        }
    }
}
