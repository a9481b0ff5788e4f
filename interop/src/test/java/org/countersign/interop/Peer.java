package org.countersign.interop;

import java.io.IOException;

/** Somebody else's server on this machine; it knows all {@link User}s. */
interface Peer extends AutoCloseable {

    /** Where this user logs in. */
    int port(User user);

    /** What it has to say of what has happened. */
    String log() throws IOException;

    @Override
    void close() throws IOException;
}
