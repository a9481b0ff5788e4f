package org.countersign.app;

/** What the program's exit codes mean. */
final class ExitCode {
    static final int DONE = 0;
    /** Refused by the server; or, of the demo and the list of mechanisms, not all is well. */
    static final int REFUSED = 1;
    /** The command line is wrong, or a file that it names. */
    static final int USAGE = 2;
    /** Network or TLS. */
    static final int NETWORK = 3;
    /** The server offers nothing that the client may use. */
    static final int NOTHING_ACCEPTABLE = 4;
    /** A defect of this program. */
    static final int DEFECT = 70;

    private ExitCode() {}
}
