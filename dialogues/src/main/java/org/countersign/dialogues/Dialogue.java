package org.countersign.dialogues;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jcip.annotations.Immutable;

/**
 * A dialogue as a text file. Each line begins with its kind:
 *
 * <pre>
 * # a comment
 * ! something that happens, such as TLS
 * C: a line of the client, with {@linkplain Text escapes}; CRLF is added
 * S: a line of the server; see {@link Reply} for lines that leave it some freedom
 * = how it ended, for a client
 * </pre>
 *
 * <p>Before its first line the file of a server says what the server is:
 *
 * <pre>
 * ! mechanisms NAME ...      offered, strongest first; without this line PLAIN and LOGIN ({@link ExampleMechanisms})
 * ! allow NAME ...           also without TLS, although they send a password
 * ! extensions KEYWORD ...   in its reply to EHLO, besides AUTH and STARTTLS
 * ! optional DOMAIN ...      the gate of port 25, with these local domains; without this line that of port 587
 * ! TLS                      from the start, or, behind the reply 220 to STARTTLS, from now on
 * ! half-close               the client sends nothing more, and still reads
 * </pre>
 *
 * @param name such as {@code server/base64}
 */
@Immutable
public record Dialogue(String name, List<Step> steps) {
    public Dialogue {
        steps = List.copyOf(steps);
    }

    /**
     * A line of the file.
     *
     * @param kind its first character
     * @param text what follows, without escapes where it is the client's
     */
    @Immutable
    public record Step(char kind, String text) {}

    /**
     * What happens, what the client then says without waiting, and what the server answers.
     *
     * @param client with CRLF behind each line; may be empty
     * @param halfClose whether the client sends nothing behind it
     */
    @Immutable
    public record Turn(List<String> events, String client, boolean halfClose, List<Reply> server) {}

    /** The dialogue of this name, in {@code server/} or {@code client/}. */
    public static Dialogue read(String name) {
        List<Step> steps = new ArrayList<>();
        for (String line : lines(name + ".txt")) {
            String text = line.substring(Math.min(line.length(), line.charAt(1) == ':' ? 3 : 2));
            steps.add(new Step(line.charAt(0), line.charAt(0) == 'C' ? Text.unescape(text) : text));
        }
        return new Dialogue(name, steps);
    }

    /** All dialogues with a server, or with a client. */
    public static List<Dialogue> all(String side) {
        try {
            URI folder = Objects.requireNonNull(Dialogue.class.getResource(side), side)
                    .toURI();
            if (folder.getScheme().equals("file")) {
                return all(side, Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return all(side, jar.getPath(Dialogue.class.getPackageName().replace('.', '/'), side));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Dialogue> all(String side, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .map(file -> read(side + "/" + file.replace(".txt", "")))
                    .toList();
        }
    }

    /** The turns of a dialogue with a server. */
    public List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        List<String> events = new ArrayList<>();
        StringBuilder client = new StringBuilder();
        List<String> server = new ArrayList<>();
        boolean halfClose = false;
        for (Step step : steps) {
            if (step.kind() != 'S' && !server.isEmpty()) {
                turns.add(new Turn(List.copyOf(events), client.toString(), halfClose, Reply.split(server)));
                events.clear();
                client.setLength(0);
                server.clear();
            }
            if (step.kind() == 'S') {
                server.add(step.text());
            } else if (step.kind() == 'C') {
                client.append(step.text()).append("\r\n");
            } else if (step.text().equals("half-close")) {
                halfClose = true;
            } else {
                events.add(step.text());
            }
        }
        turns.add(new Turn(List.copyOf(events), client.toString(), halfClose, Reply.split(server)));
        return turns;
    }

    @Override
    public String toString() {
        return name;
    }

    static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Dialogue.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
