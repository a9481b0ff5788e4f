package org.countersign.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import net.jcip.annotations.NotThreadSafe;

/** A file named by the user that can not be read, written or understood. The message is one line that names the file. */
@NotThreadSafe
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong with the file's content. */
    public UnusableFileException(Path file, String why) {
        super(file + ": " + why);
    }

    /** The file system's reason. */
    public UnusableFileException(Path file, IOException cause) {
        super(file + ": " + reason(cause), cause);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "not a directory";
        }
        // the message of a FileSystemException repeats the name
        String text = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }
}
