package org.countersign.dialogues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jcip.annotations.Immutable;

/**
 * What a server answers to each command in each state, as a text file: events as in a {@link Dialogue}; the states, each with
 * the lines that lead to it, {@code = name: line | line}; and the table, whose first row names the states, and whose other
 * rows have a command and the code of the reply in each state.
 *
 * @param name such as {@code matrix-required}
 * @param events what the server is
 */
@Immutable
public record Matrix(String name, List<String> events, List<Cell> cells) {
    public Matrix {
        events = List.copyOf(events);
        cells = List.copyOf(cells);
    }

    /**
     * One command in one state.
     *
     * @param before the lines that lead to the state, each answered before the next is sent; without CRLF
     * @param command without CRLF
     * @param code of the reply
     */
    @Immutable
    public record Cell(String state, List<String> before, String command, int code) {
        @Override
        public String toString() {
            return state + ": " + command;
        }
    }

    /** The matrix of this name. */
    public static Matrix read(String name) {
        List<String> events = new ArrayList<>();
        Map<String, List<String>> states = new LinkedHashMap<>();
        List<String[]> rows = new ArrayList<>();
        for (String line : Dialogue.lines(name + ".txt")) {
            if (line.startsWith("! ")) {
                events.add(line.substring(2));
            } else if (line.startsWith("= ")) {
                int colon = line.indexOf(':');
                states.put(line.substring(2, colon), words(line.substring(colon + 1)));
            } else {
                rows.add(line.split("\\|"));
            }
        }
        return new Matrix(name, events, cells(states, rows));
    }

    private static List<Cell> cells(Map<String, List<String>> states, List<String[]> rows) {
        List<Cell> cells = new ArrayList<>();
        String[] head = rows.get(0);
        for (String[] row : rows.subList(1, rows.size())) {
            if (row.length != head.length) {
                throw new IllegalArgumentException("a row has more or fewer cells than the head: " + row[0]);
            }
            for (int i = 1; i < row.length; i++) {
                String state = head[i].strip();
                List<String> before = states.get(state);
                if (before == null) {
                    throw new IllegalArgumentException("no state " + state);
                }
                cells.add(new Cell(state, before, Text.unescape(row[0].strip()), Integer.parseInt(row[i].strip())));
            }
        }
        return cells;
    }

    private static List<String> words(String lines) {
        return Arrays.stream(lines.split("\\|"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Text::unescape)
                .toList();
    }
}
