package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.app.UnusableFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirTest {
    @TempDir
    private Path parent;

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void makesTheFolder() throws IOException {
        Path folder = parent.resolve("a/b");

        Maildir.open(folder, "mail.example");
        Maildir.open(folder, "mail.example");

        for (String part : List.of("tmp", "new", "cur")) {
            assertThat(files(folder.resolve(part))).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(part))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aMessageIsVisibleWhenItIsComplete() throws IOException {
        MailStore.Delivery delivery = Maildir.open(parent, "mail.example").begin("0123456789abcdef");
        delivery.write(octets("Subject: x\r\n"));
        delivery.write(octets("\r\nHello\r\n"));
        assertThat(files(parent.resolve("new"))).isEmpty();
        assertThat(files(parent.resolve("tmp"))).hasSize(1);

        delivery.commit();
        delivery.close();

        assertThat(files(parent.resolve("tmp"))).isEmpty();
        assertThat(files(parent.resolve("new"))).singleElement().satisfies(file -> {
            assertThat(file).content(US_ASCII).isEqualTo("Subject: x\r\n\r\nHello\r\n");
            assertThat(file.getFileName().toString()).matches("[0-9]{10,}\\.R0123456789abcdef\\.mail\\.example");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
    }

    @Test
    void aMessageThatIsGivenUpLeavesNothing() throws IOException {
        MailStore.Delivery delivery = Maildir.open(parent, "mail.example").begin("0123456789abcdef");
        delivery.write(octets("Subject: x\r\n"));

        delivery.close();
        delivery.close();

        delivery.write(octets("more"));
        assertThatThrownBy(delivery::commit).isInstanceOf(IOException.class);
        assertThat(files(parent.resolve("tmp"))).isEmpty();
        assertThat(files(parent.resolve("new"))).isEmpty();
    }

    @Test
    void aHostCanNotLeadOutOfTheFolder() throws IOException {
        MailStore.Delivery delivery = Maildir.open(parent, "../x:y").begin("0123456789abcdef");
        delivery.write(octets("x"));
        delivery.commit();

        assertThat(files(parent.resolve("new")))
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).endsWith("...\\057x\\072y"));
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> Maildir.open(file, "mail.example"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(file.toString());
    }
}
