package org.countersign.benchmarks.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines {@code VERB PORT COUNT AT_ONCE}. */
record Commands(BufferedReader lines) implements AutoCloseable {

    record Command(String verb, int port, int count, int atOnce) {}

    static Commands of(InputStream in) {
        return new Commands(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
    }

    /** The next one, or null at the end. */
    @Nullable
    Command next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ");
        return new Command(
                words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
