package org.countersign.app.server;

import java.io.IOException;

/** Where accepted messages go. */
@FunctionalInterface
interface MailStore {

    /** The store that keeps nothing. */
    MailStore DROPPED = id -> Delivery.NONE;

    /**
     * Begins a message; nothing is done before the first write.
     *
     * @param id unique, of letters and digits
     */
    Delivery begin(String id);

    /** A message on its way into a store. The methods block; a call waits for the one before. */
    interface Delivery extends AutoCloseable {
        Delivery NONE = new Delivery() {
            @Override
            public void write(byte[] octets) {}

            @Override
            public void commit() {}

            @Override
            public void close() {}
        };

        /** Appends octets. */
        void write(byte[] octets) throws IOException;

        /** All is written: from now on the message is there for readers. */
        void commit() throws IOException;

        /** Removes what was not committed: a later write does nothing, a later commit fails. */
        @Override
        void close();
    }
}
