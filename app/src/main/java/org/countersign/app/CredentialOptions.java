package org.countersign.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.Credentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;

/** What a client shows: a password, or a bearer token where one of its options is given. */
@NotThreadSafe
final class CredentialOptions {
    @ArgGroup
    private PasswordSource password = new PasswordSource();

    @ArgGroup
    private TokenOptions token = new TokenOptions();

    Credentials of(String user, Function<String, @Nullable String> environment, Supplier<Terminal> terminal)
            throws CommandFailedException, IOException {
        Supplier<CompletionStage<Secret>> tokens = token.source(environment);
        if (tokens != null) {
            return Credentials.token(user, tokens);
        }
        char[] typed = password.read(environment, terminal.get());
        try {
            return Credentials.password(user, typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }
}
