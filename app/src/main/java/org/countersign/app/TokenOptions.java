package org.countersign.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a bearer token comes from, instead of a password. */
@NotThreadSafe
final class TokenOptions {
    private static final int LONGEST = 8192;

    @Option(
            names = "--token-env",
            paramLabel = "VAR",
            description = "Shows a bearer token: the environment variable that holds it.")
    private @Nullable String variable;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Shows a bearer token: the file whose first line it is; /dev/stdin is one too.")
    private @Nullable Path file;

    @Option(
            names = "--oauth-config",
            paramLabel = "FILE",
            description = "Shows a bearer token that is asked for first: a file with lines NAME=VALUE, of which"
                    + " issuer (or token_endpoint) and client_id are needed, and client_secret_file or refresh_token_file;"
                    + " scope and ca are not. A new refresh token is written where the old one was.")
    private @Nullable Path configuration;

    /** Tokens, of which one is there already; null if none of the options is given. */
    @Nullable
    Supplier<CompletionStage<Secret>> source(Function<String, @Nullable String> environment)
            throws CommandFailedException, IOException {
        if (variable != null) {
            return always(PasswordSource.fromEnvironment(variable, environment));
        }
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) { // without a buffer, which nobody would wipe
                return always(PasswordLine.read(in, file.toString(), "token", LONGEST));
            } catch (IOException e) {
                throw new UnusableFileException(file, e);
            }
        }
        return configuration == null
                ? null
                : OAuthConfiguration.read(configuration).tokens();
    }

    private static Supplier<CompletionStage<Secret>> always(char[] characters) {
        Secret token = Secret.utf8(characters);
        Arrays.fill(characters, '\0');
        return () -> CompletableFuture.completedFuture(token.copy());
    }
}
