package org.countersign.credentials.passwdfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.PlainPasswordKind;

/** Reads one users file, once. */
final class PasswdReader {
    /** In octets. */
    static final int LONGEST = 16 << 20;

    private final Path file;
    private final Map<String, VerifierKind<?>> kinds = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    private int number;

    PasswdReader(Path file, Collection<? extends VerifierKind<?>> known) {
        this.file = file;
        kinds.put(PlainPasswordKind.SCHEME, new PlainPasswordKind());
        known.forEach(kind -> kinds.put(kind.scheme(), kind));
    }

    List<Account> read() throws IOException, PasswdFileException {
        byte[] octets = new byte[0];
        try (InputStream in = Files.newInputStream(file)) {
            octets = in.readNBytes(LONGEST + 1);
            readLines(octets);
        } catch (IllegalArgumentException e) {
            throw new PasswdFileException(file, number, String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        return entries.entrySet().stream()
                .map(user ->
                        Account.of(user.getKey(), List.copyOf(user.getValue().values())))
                .toList();
    }

    private void readLines(byte[] octets) {
        for (int start = 0, end; start < octets.length; start = end + 1) {
            number++;
            end = endOfLine(octets, start);
            if (octets.length > LONGEST && end >= LONGEST) {
                throw new IllegalArgumentException("the file has more than " + LONGEST + " octets");
            }
            if (end - start > PasswdLine.LONGEST) {
                throw new IllegalArgumentException("a line has at most " + PasswdLine.LONGEST + " octets");
            }
            String text = Utf8.decode(octets, start, end > start && octets[end - 1] == '\r' ? end - 1 : end);
            if (text == null) {
                throw new IllegalArgumentException("not UTF-8");
            }
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(PasswdLine.parse(text, kinds));
            }
        }
    }

    private void add(PasswdLine line) {
        Map<String, String> ofUser = entries.computeIfAbsent(line.user(), absent -> new LinkedHashMap<>());
        if (ofUser.putIfAbsent(line.scheme(), line.entry()) != null) {
            throw new IllegalArgumentException("a second {" + line.scheme() + "} for this name");
        }
    }

    private static int endOfLine(byte[] octets, int start) {
        int end = start;
        while (end < octets.length && octets[end] != '\n') {
            end++;
        }
        return end;
    }
}
