package org.countersign.app.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that becomes visible when it is complete. */
final class MaildirDelivery implements MailStore.Delivery {
    private final Path written;
    private final Path committed;
    private final FileAttribute<?>[] attributes;
    private @Nullable SeekableByteChannel file;
    private boolean closed;

    MaildirDelivery(Path written, Path committed, FileAttribute<?>[] attributes) {
        this.written = written;
        this.committed = committed;
        this.attributes = attributes;
    }

    @Override
    public synchronized void write(byte[] octets) throws IOException {
        if (closed) {
            return; // nobody waits for it
        }
        if (file == null) {
            file = Files.newByteChannel(
                    written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
        }
        for (ByteBuffer rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) {
            file.write(rest);
        }
    }

    @Override
    public synchronized void commit() throws IOException {
        if (closed || file == null) {
            throw new IOException("given up, or nothing written");
        }
        file.close();
        Files.move(written, committed, StandardCopyOption.ATOMIC_MOVE);
        closed = true;
    }

    @Override
    public synchronized void close() {
        if (closed || file == null) {
            closed = true;
            return;
        }
        closed = true;
        try {
            file.close();
            Files.deleteIfExists(written);
        } catch (IOException e) {
            // maildir(5): whoever reads the folder removes what is left in tmp after 36 hours
        }
    }
}
