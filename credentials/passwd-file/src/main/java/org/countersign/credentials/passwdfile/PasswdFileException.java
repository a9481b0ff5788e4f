package org.countersign.credentials.passwdfile;

import java.nio.file.Path;
import net.jcip.annotations.ThreadSafe;

/** A line of a users file is not as it must be; the message names file, line and reason, and quotes nothing. */
@ThreadSafe
public final class PasswdFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    PasswdFileException(Path file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
        this.line = line;
    }

    /** The number of the line, from 1. */
    public int line() {
        return line;
    }
}
