package org.countersign.app;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where somebody, or a program, types a password. */
interface Terminal {
    /** Set by the launcher where a person types and it has switched echo off, because Java can not. */
    String NO_ECHO = "countersign.no-echo";

    /** Whether there is a person to ask. */
    boolean interactive();

    /**
     * One line, from a person after the prompt and without echo.
     *
     * @return the caller's to wipe; not empty
     */
    char[] readPassword(String prompt) throws CommandFailedException, IOException;

    /** The terminal of this process, or its standard input. */
    @SuppressWarnings("SystemConsoleNull") // the launcher sees to it that it is null where it must be
    static Terminal system() {
        Console console = System.console(); // null when the output goes elsewhere, although somebody may be typing
        return console != null
                ? new OfConsole(console)
                : new OfStream(System.in, Boolean.getBoolean(NO_ECHO) ? System.err : null);
    }

    /** A terminal that Java can tell not to echo. */
    record OfConsole(Console console) implements Terminal {
        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public char[] readPassword(String prompt) throws CommandFailedException {
            char[] password = console.readPassword("%s", prompt);
            if (password == null || password.length == 0) {
                throw new CommandFailedException(ExitCode.USAGE, "no password was typed");
            }
            return password;
        }
    }

    /**
     * Lines from a stream.
     *
     * @param prompts where prompts go; null: there is nobody to read them
     */
    record OfStream(InputStream in, @Nullable PrintStream prompts) implements Terminal {
        @Override
        public boolean interactive() {
            return prompts != null;
        }

        @Override
        public char[] readPassword(String prompt) throws CommandFailedException, IOException {
            if (prompts == null) {
                return PasswordLine.read(in, "standard input");
            }
            prompts.print(prompt);
            prompts.flush();
            try {
                return PasswordLine.read(in, "standard input");
            } finally {
                prompts.println();
            }
        }
    }
}
