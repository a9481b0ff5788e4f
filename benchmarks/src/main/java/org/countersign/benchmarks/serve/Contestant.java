package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The servers that are compared. All offer AUTH PLAIN in clear, on the loopback interface, to the same user. */
enum Contestant {
    COUNTERSIGN("countersign") {
        @Override
        List<String> command() throws IOException {
            Path users = Files.createTempFile("countersign-bench", ".users");
            users.toFile().deleteOnExit();
            Files.writeString(users, USER + ":{PLAIN}" + PASSWORD + "\n", StandardCharsets.UTF_8);
            return List.of(
                    "org.countersign.app.Main",
                    "serve",
                    "--listen",
                    "127.0.0.1:0",
                    "--hostname",
                    "mail.example.org",
                    "--users",
                    users.toString(),
                    "--mechanisms",
                    "PLAIN",
                    "--allow-cleartext",
                    "--connections",
                    "20000");
        }
    },
    SUBETHASMTP("subethasmtp") {
        @Override
        List<String> command() {
            return List.of(SubEthaServer.class.getName());
        }
    },
    JAMES("jamesProtocols") {
        @Override
        List<String> command() {
            return List.of(JamesServer.class.getName());
        }
    };

    static final String USER = "tim";
    static final String PASSWORD = "tanstaaftanstaaf";

    /** How it is called in the results. */
    final String by;

    Contestant(String by) {
        this.by = by;
    }

    /** The main class and its arguments. It prints {@code listening on HOST:PORT}. */
    abstract List<String> command() throws IOException;
}
