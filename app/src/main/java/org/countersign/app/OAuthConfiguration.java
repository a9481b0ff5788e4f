package org.countersign.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.countersign.app.client.ServerTrust;
import org.countersign.credentials.oauth.TokenSource;
import org.countersign.sasl.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How to get tokens, in a file of properties. It holds no secrets but says in which files they are, so that it can be shown
 * around, and so that a refresh token can be replaced; names of files are relative to its own.
 */
record OAuthConfiguration(Path file, Map<String, String> values) {
    private static final int LONGEST_SECRET = 8192;
    private static final Set<String> NAMES =
            Set.of("issuer", "token_endpoint", "client_id", "client_secret_file", "refresh_token_file", "scope", "ca");

    static OAuthConfiguration read(Path file) throws UnusableFileException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(file, "not lines NAME=VALUE");
        }
        Map<String, String> values = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new UnusableFileException(file, "not known: " + String.join(", ", unknown));
        }
        return new OAuthConfiguration(file, values);
    }

    /**
     * Tokens, of which one is there already.
     *
     * @throws CommandFailedException if the provider gives none; the message is for people
     */
    TokenSource tokens() throws CommandFailedException, IOException {
        TokenSource tokens = source();
        try {
            tokens.get().toCompletableFuture().join().close(); // there is another copy
            return tokens;
        } catch (CompletionException e) {
            tokens.close();
            Throwable cause = e.getCause() instanceof UncheckedIOException failed ? failed.getCause() : e.getCause();
            throw new CommandFailedException(
                    ExitCode.REFUSED, "no token: " + (cause == null ? "unknown" : cause.getMessage()));
        }
    }

    private TokenSource source() throws CommandFailedException, IOException {
        TokenSource.Builder source = endpoint().scope(values.getOrDefault("scope", ""));
        Path ca = path("ca");
        Path clientSecret = path("client_secret_file");
        Path refreshToken = path("refresh_token_file");
        if (ca != null) {
            source.client(ServerTrust.in(ca).httpClient());
        }
        if (clientSecret != null) {
            try (Secret secret = secret(clientSecret)) {
                source.clientSecret(secret);
            }
        }
        if (refreshToken != null) {
            try (Secret secret = secret(refreshToken)) {
                source.refreshToken(secret, newer -> replace(refreshToken, newer));
            }
        }
        try {
            return source.build();
        } catch (IllegalStateException e) {
            throw new UnusableFileException(file, "client_secret_file or refresh_token_file is needed");
        }
    }

    private TokenSource.Builder endpoint() throws UnusableFileException {
        String client = values.get("client_id");
        String issuer = values.get("issuer");
        String endpoint = values.get("token_endpoint");
        if (client == null || (issuer == null) == (endpoint == null)) {
            throw new UnusableFileException(file, "client_id is needed, and either issuer or token_endpoint");
        }
        try {
            return issuer != null ? TokenSource.issuedBy(issuer, client) : TokenSource.at(endpoint, client);
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(file, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Path path(String name) {
        String value = values.get(name);
        return value == null ? null : file.toAbsolutePath().resolveSibling(value);
    }

    private static Secret secret(Path from) throws CommandFailedException, UnusableFileException {
        try (InputStream in = Files.newInputStream(from)) {
            char[] line = PasswordLine.read(in, from.toString(), "secret", LONGEST_SECRET);
            try {
                return Secret.utf8(line);
            } finally {
                Arrays.fill(line, '\0');
            }
        } catch (IOException e) {
            throw new UnusableFileException(from, e);
        }
    }

    /** All or nothing: whoever loses a refresh token has to ask the user again. */
    private static void replace(Path file, Secret newer) {
        try {
            // a temporary file is readable by its owner only
            Path written = Files.createTempFile(file.resolveSibling(""), "token", null);
            Files.write(written, newer.octets());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(new UnusableFileException(file, e));
        }
    }
}
