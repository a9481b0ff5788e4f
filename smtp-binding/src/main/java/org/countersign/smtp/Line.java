package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import net.jcip.annotations.Immutable;

/** A line that a client has sent, or why there is none. */
@Immutable
public sealed interface Line {

    /**
     * A line that ended in CRLF.
     *
     * @param octets without CRLF, and without CR, LF and NUL; the reader's to use and, if secret, to wipe
     */
    @Immutable
    record Complete(byte[] octets) implements Line {
        public Complete {
            Objects.requireNonNull(octets, "octets");
        }

        /** The first word in upper case: the verb of a command. Not to be asked of a response, which may be a secret. */
        public String verb() {
            int end = 0;
            while (end < octets.length && octets[end] != ' ') {
                end++;
            }
            return new String(octets, 0, end, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        }

        /** Without the octets, which may be a secret (SEC-07). */
        @Override
        public String toString() {
            return "Complete[" + octets.length + " octets]";
        }
    }

    /**
     * Input that is not a line. Everything up to the next CRLF has been or will be dropped, so that no part of it can be
     * taken for a command.
     */
    enum Fault implements Line {
        /** More octets than the reader takes; known when CRLF has been seen (SMTP-14). */
        TOO_LONG,
        /** A CR without LF, or a LF without CR; known at once, so that a client that sends no CRLF gets an answer. */
        BARE_CR_OR_LF,
        /** An octet 0; known at once. */
        NUL
    }
}
