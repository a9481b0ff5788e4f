package org.countersign.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The configuration files of a daemon, in a directory that users without privileges can enter. */
record Configuration(Path directory, Certificate certificate, int port) {

    Configuration {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, in which <code>${directory}</code> and the like have been replaced. */
    Path write(String name, String template) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                template.replace("${directory}", directory.toString())
                        .replace("${certificate}", certificate.file().toString())
                        .replace("${key}", certificate.key().toString())
                        .replace("${port}", String.valueOf(port)));
    }
}
