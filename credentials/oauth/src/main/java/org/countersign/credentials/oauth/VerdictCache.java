package org.countersign.credentials.oauth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts by issuer and hash of the token: what is found once serves until it expires, and whoever asks meanwhile waits for
 * the same answer. An answer that fails is not kept.
 */
final class VerdictCache {
    private final AsyncCache<Key, Found> verdicts;
    private final String issuer;

    private record Key(String issuer, String hash) {}

    /** A judgement, or why there is none: a failure is a value too, which is not kept and not complained about in the log. */
    private record Found(
            @Nullable Judgement judgement, @Nullable Throwable failure) {
        Instant until() {
            return judgement == null ? Instant.EPOCH : judgement.until();
        }

        CompletionStage<Judgement> settled() {
            return failure == null
                    ? CompletableFuture.completedFuture(judgement)
                    : CompletableFuture.failedFuture(failure);
        }
    }

    VerdictCache(String issuer, long entries, Clock clock) {
        this.issuer = issuer;
        this.verdicts = Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .ticker(() -> nanos(clock.instant())) // that of the issuer's times
                .expireAfter(Expiry.creating((Key key, Found found) -> left(clock.instant(), found.until())))
                .buildAsync();
    }

    CompletionStage<Judgement> get(byte[] token, Supplier<CompletionStage<Judgement>> check) {
        CompletableFuture<Found> shared = verdicts.get(
                new Key(issuer, hash(token)),
                (key, executor) -> check.get().handle(Found::new).toCompletableFuture());
        // a stage of its own for each who waits: nobody may end it for the others
        return shared.copy().thenCompose(Found::settled);
    }

    private static long nanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private static Duration left(Instant now, Instant until) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    private static String hash(byte[] token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
