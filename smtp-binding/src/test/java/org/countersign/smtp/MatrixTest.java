package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.countersign.dialogues.Matrix;
import org.countersign.dialogues.Reply;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every command in every state, with the replies that the files name. */
class MatrixTest {

    @TestFactory
    @Requirement({"SMTP-23", "SMTP-24", "SMTP-25"})
    Stream<DynamicTest> submission_SMTP23() {
        return cells("matrix-submission");
    }

    @TestFactory
    @Requirement({"SMTP-24", "SUB-02", "MA-05"})
    Stream<DynamicTest> port25_SMTP24() {
        return cells("matrix-port-25");
    }

    @TestFactory
    @Requirement({"SMTP-20", "SUB-01", "TLS-01"})
    Stream<DynamicTest> submissionInClear_SMTP20() {
        return cells("matrix-clear");
    }

    private static Stream<DynamicTest> cells(String name) {
        Matrix matrix = Matrix.read(name);
        return matrix.cells().stream().map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> play(matrix, cell)));
    }

    private static void play(Matrix matrix, Matrix.Cell cell) throws Exception {
        ServerDialogue client = new ServerDialogue(ServerDialogue.Manner.AT_ONCE);
        matrix.events().forEach(client::happens);
        for (String line : cell.before()) {
            client.say(line + "\r\n");
        }
        List<Reply> replies = client.say(cell.command() + "\r\n");
        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.code()).isEqualTo(cell.code()));
    }
}
