package org.countersign.credentials.oauth;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Gets bearer tokens for a client from a provider, with a refresh token or with the client's own secret, and again before they
 * expire, so that a program goes on sending mail. For
 * {@link org.countersign.sasl.client.Credentials#token(String, Supplier) credentials}:
 *
 * <pre>{@code
 * TokenSource tokens = TokenSource.issuedBy("https://login.example.org", "mail").refreshToken(kept, this::keep).build();
 * Credentials credentials = Credentials.token("tim", tokens);
 * }</pre>
 *
 * <p>The stage that it gives fails with a {@link TokenRefusedException} when the provider refuses, and with another
 * {@link java.io.IOException} when it can not be asked. The secrets live as long as this does.
 */
@ThreadSafe
public final class TokenSource implements Supplier<CompletionStage<Secret>>, AutoCloseable {
    private final Supplier<CompletionStage<URI>> endpoint;
    private final String client;
    private final @Nullable Secret clientSecret;
    private final String scope;
    private final Consumer<Secret> renewed;
    private final Duration margin;
    private final Clock clock;
    private final Https https;

    private @Nullable Secret refreshToken;
    private @Nullable Secret accessToken;
    private Instant expires = Instant.EPOCH;
    private @Nullable CompletableFuture<Secret> asking;

    private TokenSource(Builder from) {
        this.https = new Https(from.http, from.patience);
        this.endpoint = from.endpoint(https);
        this.client = from.client;
        this.clientSecret = from.clientSecret;
        this.scope = from.scope;
        this.renewed = from.renewed;
        this.margin = from.margin;
        this.clock = from.clock;
        this.refreshToken = from.refreshToken;
    }

    /**
     * Tokens of an issuer, whose token endpoint is where its OpenID configuration says.
     *
     * @param client the name by which the provider knows this program
     * @throws IllegalArgumentException if the issuer is not an https URL
     */
    public static Builder issuedBy(String issuer, String client) {
        Https.required(URI.create(issuer));
        return new Builder(https -> new Discovery(issuer, https).endpoint("token_endpoint"), client);
    }

    /**
     * Tokens of this token endpoint.
     *
     * @param client the name by which the provider knows this program
     * @throws IllegalArgumentException if the endpoint is not an https URL
     */
    public static Builder at(String endpoint, String client) {
        URI uri = Https.required(URI.create(endpoint));
        return new Builder(https -> CompletableFuture.completedFuture(uri), client);
    }

    /** A token that is valid now, for the caller to close. */
    @Override
    public CompletionStage<Secret> get() {
        CompletableFuture<Secret> asked;
        synchronized (this) {
            Secret current = accessToken;
            if (current != null && clock.instant().plus(margin).isBefore(expires)) {
                return CompletableFuture.completedFuture(current.copy());
            }
            if (asking != null) {
                return asking.thenApply(Secret::copy);
            }
            asked = new CompletableFuture<>();
            asking = asked;
        }
        ask(asked);
        return asked.thenApply(Secret::copy);
    }

    /** Forgets the token that it has, because a server has refused it. */
    public synchronized void forget() {
        expires = Instant.EPOCH;
    }

    private void ask(CompletableFuture<Secret> result) {
        endpoint.get()
                .thenCompose(uri -> https.post(uri, form(), basic()).thenApply(answer -> granted(uri, answer)))
                .whenComplete((token, failure) -> {
                    done();
                    if (failure == null) {
                        result.complete(token);
                    } else {
                        boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                        result.completeExceptionally(wrapped ? failure.getCause() : failure);
                    }
                });
    }

    private synchronized void done() {
        asking = null;
    }

    private synchronized Form form() {
        Secret refresh = refreshToken;
        Form form = new Form().with("grant_type", refresh == null ? "client_credentials" : "refresh_token");
        if (refresh != null) {
            form.with("refresh_token", refresh); // RFC 6749, section 6
        }
        if (!scope.isEmpty()) {
            form.with("scope", scope);
        }
        return clientSecret == null ? form.with("client_id", client) : form;
    }

    private Form.@Nullable Client basic() {
        return clientSecret == null ? null : new Form.Client(client, clientSecret);
    }

    private Secret granted(URI from, Https.Answer answer) {
        Map<String, Object> said = answer.json();
        if (answer.status() >= 400 && answer.status() < 500) {
            throw new CompletionException(TokenRefusedException.by(from, said.get("error")));
        }
        Https.only200(from, answer);
        if (!(said.get("access_token") instanceof String token)
                || !(said.get("token_type") instanceof String type && type.equalsIgnoreCase("Bearer"))) {
            throw new CompletionException(new UnavailableException(from, "no bearer token"));
        }
        long seconds = said.get("expires_in") instanceof Number number ? number.longValue() : 0;
        return keep(Secret.owning(Utf8.encode(token)), seconds, said.get("refresh_token"));
    }

    private Secret keep(Secret token, long seconds, @Nullable Object refresh) {
        Secret next = refresh instanceof String text ? Secret.owning(Utf8.encode(text)) : null;
        synchronized (this) {
            accessToken = token; // the one before may still be on its way to somebody
            expires = clock.instant()
                    .plusSeconds(
                            Math.max(0, Math.min(seconds, Duration.ofDays(365).toSeconds())));
            Secret before = refreshToken;
            if (next == null || before == null || before.matches(next.octets())) {
                return token;
            }
            refreshToken = next;
        }
        renewed.accept(next);
        return token;
    }

    /** Wipes the secrets; it gives no more tokens. */
    @Override
    public synchronized void close() {
        for (Secret secret : new Secret[] {accessToken, refreshToken, clientSecret}) {
            if (secret != null) {
                secret.close();
            }
        }
        expires = Instant.EPOCH;
    }

    /**
     * Collects how to get tokens. Defaults: no secret, the scope that the provider gives by itself, tokens used until a minute
     * before they expire, ten seconds of patience.
     */
    @NotThreadSafe
    public static final class Builder {
        /** Where the token endpoint is, as soon as somebody can be asked. */
        private interface Endpoint {
            CompletionStage<URI> find(Https https);
        }

        private final Endpoint endpoint;
        private final String client;
        private @Nullable Secret clientSecret;
        private @Nullable Secret refreshToken;
        private Consumer<Secret> renewed = token -> {};
        private String scope = "";
        private Duration margin = Duration.ofMinutes(1);
        private Duration patience = Duration.ofSeconds(10);
        private @Nullable HttpClient http;
        private Clock clock = Clock.systemUTC();

        private Builder(Endpoint endpoint, String client) {
            this.endpoint = endpoint;
            this.client = Objects.requireNonNull(client, "client");
        }

        private Supplier<CompletionStage<URI>> endpoint(Https https) {
            return () -> endpoint.find(https);
        }

        /** The secret by which the provider knows this program; copied. */
        public Builder clientSecret(Secret secret) {
            this.clientSecret = secret.copy();
            return this;
        }

        /**
         * Acts for a user who has agreed to it once, by the refresh token that came of it; without one the program acts for
         * itself.
         *
         * @param token copied
         * @param newer told when the provider gives another in its place, to be kept for the next start; borrowed
         */
        public Builder refreshToken(Secret token, Consumer<Secret> newer) {
            this.refreshToken = token.copy();
            this.renewed = Objects.requireNonNull(newer, "newer");
            return this;
        }

        /** What tokens are for, separated by blanks. */
        public Builder scope(String names) {
            this.scope = Objects.requireNonNull(names, "names");
            return this;
        }

        /** How long before it expires a token is not used any more. */
        public Builder margin(Duration before) {
            this.margin = Objects.requireNonNull(before, "before");
            return this;
        }

        /** How long to wait for the provider. */
        public Builder patience(Duration longest) {
            this.patience = Objects.requireNonNull(longest, "longest");
            return this;
        }

        /** With what the provider is asked: whom it trusts, and through which proxy. It should not follow redirects. */
        public Builder client(HttpClient with) {
            this.http = Objects.requireNonNull(with, "with");
            return this;
        }

        Builder clock(Clock now) {
            this.clock = now;
            return this;
        }

        /**
         * The source.
         *
         * @throws IllegalStateException if there is neither a refresh token nor a client's secret
         */
        public TokenSource build() {
            if (refreshToken == null && clientSecret == null) {
                throw new IllegalStateException("a refresh token or a client's secret is needed");
            }
            return new TokenSource(this);
        }
    }
}
