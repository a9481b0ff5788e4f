package org.countersign.credentials.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.server.Answerer;
import org.countersign.sasl.server.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a bearer token is valid, and whose it is, for {@link org.countersign.sasl.server.ServerSide.Builder#tokens}.
 * What it takes is a JWT signed by an issuer (RFC 9068), or whatever the issuer says is a token (RFC 7662).
 *
 * <p>Nothing waits: signatures are verified on an executor, providers are asked over HTTPS with a time limit. When a provider
 * does not answer, the stage fails, which is a temporary failure and neither acceptance nor refusal. While a token is looked
 * at it is held as text, too; it is in no message of an exception and in no {@code toString}.
 */
@ThreadSafe
public final class TokenVerifier implements Answerer<CheckToken, TokenVerdict> {
    private final ClaimRules rules;
    private final TokenCheck check;
    private final VerdictCache cache;

    private TokenVerifier(ClaimRules rules, TokenCheck check, VerdictCache cache) {
        this.rules = rules;
        this.check = check;
        this.cache = cache;
    }

    /**
     * JWTs of an issuer, whose keys are where its OpenID configuration says. They are fetched when the first token comes.
     *
     * @param issuer the URL as it stands in tokens
     * @throws IllegalArgumentException if it is not an https URL
     */
    public static Builder issuedBy(String issuer) {
        return new Builder(Builder::discovering)
                .issuer(Https.required(URI.create(issuer)).toString());
    }

    /**
     * JWTs signed with one of these keys; the issuer that they name does not matter unless {@link Builder#issuer} says so.
     *
     * @param jwks a set of public keys in JSON (RFC 7517)
     * @throws IllegalArgumentException if it is none, or without any public key
     */
    public static Builder signedWith(String jwks) {
        List<JWK> keys = publicKeys(jwks);
        return new Builder(builder -> builder.jwt(KeySource.fixed(keys)));
    }

    /**
     * Tokens of which their issuer says what they are. Those of one who is asked are for this server, so an audience need
     * not be named.
     *
     * @param client who asks, with a secret that is copied
     * @throws IllegalArgumentException if the endpoint is not an https URL
     */
    public static Builder introspectedAt(String endpoint, String client, Secret secret) {
        URI uri = Https.required(URI.create(endpoint));
        Form.Client asking = new Form.Client(client, secret.copy());
        return new Builder(builder -> builder.introspection(uri, asking));
    }

    private static List<JWK> publicKeys(String jwks) {
        try {
            List<JWK> keys = JWKSet.parse(jwks).toPublicJWKSet().getKeys();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("no public key among the keys");
            }
            return keys;
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a set of keys (RFC 7517)"); // which may quote a private one
        }
    }

    @Override
    public CompletionStage<TokenVerdict> answer(CheckToken question, Attempt attempt) {
        byte[] octets = question.token().octets();
        String token = octets.length == 0 ? null : Utf8.decode(octets);
        if (token == null) {
            return CompletableFuture.completedFuture(rules.invalid().verdict());
        }
        return cache.get(octets, () -> check.check(token)).thenApply(Judgement::verdict);
    }

    /**
     * Collects what a token must be. Defaults: no audience, any scope, the claim {@code sub}, RSA and ECDSA with SHA-2, a
     * minute of skew, ten seconds of patience, 10,000 verdicts kept, keys fetched again after five minutes and used for an
     * hour when they can not be.
     */
    @NotThreadSafe
    public static final class Builder {
        private static final Set<JWSAlgorithm> ALGORITHMS = Stream.of(
                        JWSAlgorithm.RS256,
                        JWSAlgorithm.RS384,
                        JWSAlgorithm.RS512,
                        JWSAlgorithm.PS256,
                        JWSAlgorithm.PS384,
                        JWSAlgorithm.PS512,
                        JWSAlgorithm.ES256,
                        JWSAlgorithm.ES384,
                        JWSAlgorithm.ES512)
                .collect(Collectors.toUnmodifiableSet());
        private static final Duration JWT_KEPT = Duration.ofMinutes(5);
        private static final Duration INTROSPECTION_KEPT = Duration.ofMinutes(1);

        private final Function<Builder, TokenVerifier> make;

        @Nullable
        String issuer;

        Set<String> audience = Set.of();
        Set<String> scope = Set.of();
        String userClaim = "sub";
        Duration skew = Duration.ofMinutes(1);
        Clock clock = Clock.systemUTC();
        private Set<JWSAlgorithm> algorithms = ALGORITHMS;
        private Duration patience = Duration.ofSeconds(10);
        private @Nullable HttpClient client;
        private Executor executor = ForkJoinPool.commonPool();
        private long entries = 10_000;
        private FetchedKeys.Ageing ageing =
                new FetchedKeys.Ageing(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(10));

        private Builder(Function<Builder, TokenVerifier> make) {
            this.make = make;
        }

        /** The issuer that tokens must name, exactly; an introspected one need not name any. */
        public Builder issuer(String name) {
            this.issuer = Objects.requireNonNull(name, "name");
            return this;
        }

        /** For whom tokens must be: one of these. */
        public Builder audience(String... names) {
            this.audience = Set.of(names);
            return this;
        }

        /** What tokens must be good for: all of these. A client is told of them when its token is refused. */
        public Builder scope(String... names) {
            this.scope = new LinkedHashSet<>(List.of(names));
            return this;
        }

        /**
         * The claim that names the user, as authorizers and directories know it; {@code email} counts only if the issuer does
         * not say that it is unverified.
         */
        public Builder userClaim(String name) {
            this.userClaim = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The algorithms of signatures that are allowed.
         *
         * @throws IllegalArgumentException if one is not of public keys
         */
        public Builder algorithms(String... names) {
            this.algorithms = Stream.of(names).map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
            if (!ALGORITHMS.containsAll(algorithms)) {
                throw new IllegalArgumentException("not an algorithm of public keys, or not supported");
            }
            return this;
        }

        /** How far the clocks of issuer and server may differ. */
        public Builder skew(Duration most) {
            this.skew = Objects.requireNonNull(most, "most");
            return this;
        }

        /** How long to wait for a provider. */
        public Builder patience(Duration longest) {
            this.patience = Objects.requireNonNull(longest, "longest");
            return this;
        }

        /** With what providers are asked: whom it trusts, and through which proxy. It should not follow redirects. */
        public Builder client(HttpClient http) {
            this.client = Objects.requireNonNull(http, "http");
            return this;
        }

        /** Where signatures are verified. */
        public Builder executor(Executor where) {
            this.executor = Objects.requireNonNull(where, "where");
            return this;
        }

        /** How many verdicts are kept, for at most five minutes each, or one if the issuer was asked; 0 for none. */
        public Builder kept(long verdicts) {
            this.entries = verdicts;
            return this;
        }

        /**
         * How keys age.
         *
         * @param fresh until they are fetched again
         * @param usable until they are refused too, when they can not be fetched
         * @param pause after they were fetched, before a token with an unknown key makes for fetching them again
         */
        public Builder keys(Duration fresh, Duration usable, Duration pause) {
            this.ageing = new FetchedKeys.Ageing(fresh, usable, pause);
            return this;
        }

        Builder clock(Clock now) {
            this.clock = now;
            return this;
        }

        /**
         * The verifier.
         *
         * @throws IllegalStateException if JWTs are to be verified and no audience is named: those for others would do too
         */
        public TokenVerifier build() {
            return make.apply(this);
        }

        private TokenVerifier discovering() {
            Discovery discovery = new Discovery(Objects.requireNonNull(issuer), https());
            return jwt(new FetchedKeys(discovery::keys, ageing, clock));
        }

        private TokenVerifier jwt(KeySource keys) {
            if (audience.isEmpty()) {
                throw new IllegalStateException("an audience is needed (RFC 9068, section 4)");
            }
            Set<String> required = issuer == null ? Set.of("exp") : Set.of("exp", "iss");
            ClaimRules rules = new ClaimRules(this, required, JWT_KEPT);
            return verifier(rules, new JwtCheck(keys, algorithms, rules, executor));
        }

        private TokenVerifier introspection(URI endpoint, Form.Client asking) {
            ClaimRules rules = new ClaimRules(this, Set.of(), INTROSPECTION_KEPT);
            return verifier(rules, new IntrospectionCheck(endpoint, asking, https(), rules));
        }

        private TokenVerifier verifier(ClaimRules rules, TokenCheck check) {
            String name = issuer == null ? "" : issuer;
            return new TokenVerifier(rules, check, new VerdictCache(name, entries, clock));
        }

        private Https https() {
            return new Https(client, patience);
        }
    }
}
