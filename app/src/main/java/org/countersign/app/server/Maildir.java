package org.countersign.app.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.countersign.app.UnusableFileException;

/**
 * A folder with a file for each message, as D. J. Bernstein's maildir(5) has it: written in {@code tmp}, then moved to
 * {@code new}. Lines end in CRLF, as received. Nobody but the owner can read.
 */
final class Maildir implements MailStore {
    private final Path directory;
    private final String host;

    private Maildir(Path directory, String hostname) {
        this.directory = directory;
        this.host = hostname.replace("/", "\\057").replace(":", "\\072"); // maildir(5)
    }

    /** Makes what is missing of the folder, and tries to write. */
    static Maildir open(Path directory, String hostname) throws UnusableFileException {
        try {
            for (String part : new String[] {"tmp", "new", "cur"}) {
                Files.createDirectories(directory.resolve(part), ownersOnly(directory, "rwx------"));
            }
            Path probe = Files.createTempFile(directory.resolve("tmp"), "probe", "");
            Files.delete(probe);
        } catch (IOException e) {
            throw new UnusableFileException(directory, e);
        }
        return new Maildir(directory, hostname);
    }

    @Override
    public Delivery begin(String id) {
        // maildir(5): R stands before what a random generator gave, which the id is
        String name = Instant.now().getEpochSecond() + ".R" + id + "." + host;
        return new MaildirDelivery(
                directory.resolve("tmp").resolve(name),
                directory.resolve("new").resolve(name),
                ownersOnly(directory, "rw-------"));
    }

    private static FileAttribute<?>[] ownersOnly(Path directory, String permissions) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
