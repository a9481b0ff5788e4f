package org.countersign.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A terminal at which these lines are typed, or into which they are piped. */
final class TypedTerminal implements Terminal {
    private final boolean interactive;
    private final Deque<String> lines;

    TypedTerminal(String... lines) {
        this(true, lines);
    }

    private TypedTerminal(boolean interactive, String... lines) {
        this.interactive = interactive;
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    static TypedTerminal piped(String... lines) {
        return new TypedTerminal(false, lines);
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public char[] readPassword(String prompt) {
        return lines.remove().toCharArray();
    }
}
