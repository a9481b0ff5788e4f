package org.countersign.sasl;

import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol prepares an authorization identity so that it can be compared (RFC 4422, section 4, item 5). That of SMTP,
 * IMAP and POP3 is SASLprep (RFC 4013): {@code SaslPrep::query} of the module {@code sasl-prep}.
 */
@FunctionalInterface
@ThreadSafe
public interface Preparation {

    /**
     * Prepares an identity; must not block.
     *
     * @param identity not empty
     * @return null, or empty, if it can not be prepared: the exchange fails
     */
    @Nullable
    String prepare(String identity);

    /**
     * SASLprep for those who do without its tables: printable ASCII, which it leaves as it is, and nothing else. So nothing
     * is ever compared that is not prepared.
     */
    static Preparation ofPrintableAscii() {
        return identity -> identity.chars().allMatch(c -> c >= ' ' && c <= '~') ? identity : null;
    }
}
