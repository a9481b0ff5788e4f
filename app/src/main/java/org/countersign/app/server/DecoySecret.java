package org.countersign.app.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import net.jcip.annotations.ThreadSafe;
import org.countersign.app.UnusableFileException;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;

/** The octets in a file that key the decoys, so that they are the same after a restart. */
@ThreadSafe
public final class DecoySecret {
    private static final int FEWEST = 32;
    private static final int MOST = 4096;

    private DecoySecret() {}

    /**
     * Reads the file; where there is none, one is made with 32 random octets that only its owner can read.
     *
     * @throws UnusableFileException if it can not be read or made, or has fewer than 32 octets or more than 4096
     */
    public static Secret readOrCreate(Path file) throws UnusableFileException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }

    /** One that lasts as long as the process. */
    public static Secret passing() {
        byte[] octets = new byte[FEWEST];
        Seams.system().fillNonce(octets);
        return Secret.owning(octets);
    }

    private static Secret read(Path file) throws IOException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(file)) {
            octets = in.readNBytes(MOST + 1);
        }
        if (octets.length < FEWEST || octets.length > MOST) {
            Arrays.fill(octets, (byte) 0);
            throw new IOException("a secret has " + FEWEST + " to " + MOST + " octets");
        }
        return Secret.owning(octets);
    }

    private static Secret create(Path file) throws UnusableFileException {
        byte[] octets = new byte[FEWEST];
        Seams.system().fillNonce(octets);
        try {
            // a temporary file is readable by its owner only
            Path written = Files.createTempFile(file.toAbsolutePath().resolveSibling(""), "secret", null);
            try {
                Files.write(written, octets);
                link(file, written);
            } finally {
                Files.delete(written);
            }
            return read(file);
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** All or nothing, and never over a file that another server has made meanwhile. */
    private static void link(Path file, Path written) throws IOException {
        try {
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // that one is as good
        }
    }
}
