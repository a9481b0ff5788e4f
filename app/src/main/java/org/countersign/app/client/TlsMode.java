package org.countersign.app.client;

/** When TLS starts. */
public enum TlsMode {
    /** After the STARTTLS command (RFC 3207); a server without it is not used (TLS-08). */
    STARTTLS,
    /** With the connection (RFC 8314, section 3.3). */
    IMPLICIT,
    /** Never. */
    NONE
}
