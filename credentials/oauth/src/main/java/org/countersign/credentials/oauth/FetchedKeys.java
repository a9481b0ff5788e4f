package org.countersign.credentials.oauth;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes and changes now and then. They are fetched once for everybody who asks at the same time;
 * again when they are not fresh any more, and when a token names a key that is not among them. While the issuer is away,
 * stale keys do for a while. However often it is asked in vain, the issuer is asked at a leisurely pace.
 */
final class FetchedKeys implements KeySource {
    /** Between two attempts that fail. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /**
     * How keys age.
     *
     * @param fresh until they are fetched again
     * @param usable until they are of no more use, when they can not be fetched
     * @param pause after a fetch, before a token with a key that is not there leads to another
     */
    record Ageing(Duration fresh, Duration usable, Duration pause) {}

    private final Supplier<CompletionStage<List<JWK>>> issuer;
    private final Ageing ageing;
    private final Clock clock;

    private @Nullable CompletableFuture<Keys> fetching;
    private @Nullable Keys fetched;
    private Instant fetchedAt = Instant.EPOCH;
    private @Nullable Throwable failure;
    private Instant failedAt = Instant.EPOCH;

    FetchedKeys(Supplier<CompletionStage<List<JWK>>> issuer, Ageing ageing, Clock clock) {
        this.issuer = issuer;
        this.ageing = ageing;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Keys> current() {
        Keys known;
        synchronized (this) {
            known = fetched;
            if (known != null && since(fetchedAt).compareTo(ageing.fresh()) < 0) {
                return CompletableFuture.completedFuture(known);
            }
            if (known == null || since(fetchedAt).compareTo(ageing.usable()) >= 0) {
                return fetch();
            }
        }
        Keys stale = known;
        return fetch().exceptionally(away -> stale);
    }

    @Override
    public synchronized CompletionStage<Keys> newerThan(Keys known) {
        Keys now = fetched;
        boolean recent = failure == null && since(fetchedAt).compareTo(ageing.pause()) < 0;
        return now != null && (now != known || recent) ? CompletableFuture.completedFuture(now) : fetch();
    }

    private synchronized CompletableFuture<Keys> fetch() {
        if (fetching != null) {
            return fetching.copy();
        }
        Throwable recent = failure;
        if (recent != null && since(failedAt).compareTo(PAUSE_AFTER_FAILURE) < 0) {
            return CompletableFuture.failedFuture(recent);
        }
        CompletableFuture<Keys> result = new CompletableFuture<>();
        fetching = result;
        issuer.get().whenComplete((keys, away) -> {
            Keys now = keys == null ? null : new Keys(keys);
            settle(now, away);
            if (now != null) {
                result.complete(now);
            } else {
                result.completeExceptionally(away);
            }
        });
        return result.copy();
    }

    private synchronized void settle(@Nullable Keys keys, @Nullable Throwable away) {
        fetching = null;
        failure = away;
        if (keys != null) {
            fetched = keys;
            fetchedAt = clock.instant();
        } else {
            failedAt = clock.instant();
        }
    }

    private Duration since(Instant then) {
        return Duration.between(then, clock.instant());
    }
}
