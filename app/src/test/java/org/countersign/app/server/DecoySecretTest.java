package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countersign.app.UnusableFileException;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoySecretTest {
    @TempDir
    private Path folder;

    private static byte[] octets(Path file) throws UnusableFileException {
        try (Secret secret = DecoySecret.readOrCreate(file)) {
            return secret.octets().clone();
        }
    }

    @Test
    void makesAFileThatOnlyItsOwnerCanRead() throws IOException {
        Path file = folder.resolve("secret");

        byte[] made = octets(file);

        assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(octets(file)).isEqualTo(made);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void readsWhatIsThere() throws IOException {
        byte[] own = new byte[33];
        own[32] = 1;
        assertThat(octets(Files.write(folder.resolve("secret"), own))).isEqualTo(own);
    }

    @Test
    void serversThatStartTogetherAgree() {
        Path file = folder.resolve("secret");
        Set<List<Byte>> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 16).parallel().forEach(i -> {
            try (Secret secret = DecoySecret.readOrCreate(file)) {
                byte[] octets = secret.octets();
                seen.add(IntStream.range(0, octets.length)
                        .mapToObj(j -> octets[j])
                        .toList());
            } catch (UnusableFileException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 4097})
    void refusesAFileOfAnotherSize(int size) throws IOException {
        Path file = Files.write(folder.resolve("secret"), new byte[size]);
        refuses(() -> DecoySecret.readOrCreate(file), file + ": a secret has 32 to 4096 octets");
    }

    @Test
    void refusesAFolder() {
        refuses(() -> DecoySecret.readOrCreate(folder), folder.toString());
    }

    @Test
    void refusesAPlaceThatIsNotThere() {
        Path file = folder.resolve("none/secret");
        refuses(() -> DecoySecret.readOrCreate(file), file + ": no such file or directory");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UnusableFileException.class).hasMessageStartingWith(message);
    }
}
