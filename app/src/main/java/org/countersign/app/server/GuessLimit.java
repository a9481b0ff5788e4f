package org.countersign.app.server;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Gate;

/**
 * Stops a peer that guesses passwords, and slows down guesses at an account, wherever they come from (SEC-05). An account is
 * never locked: others could lock it. Whether it exists makes no difference.
 */
@ThreadSafe
final class GuessLimit implements Gate {
    private static final int MOST_KEYS = 10_000;
    private static final long PEER_FORGETS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long ACCOUNT_FORGETS_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int GUESSES_WITHOUT_DELAY = 3;
    private static final long LONGEST_DELAY_MILLIS = 4000;
    private static final int IPV6_NETWORK = 8; // octets: a peer has 2^64 addresses of its own

    private final int guesses;
    private final Decaying peers;
    private final Decaying accounts;

    /** @param guesses how many wrong passwords a peer has at once, and then one every 30 seconds; 1 or more */
    GuessLimit(int guesses) {
        this(guesses, System::nanoTime);
    }

    GuessLimit(int guesses, LongSupplier nanoTime) {
        this.guesses = guesses;
        this.peers = new Decaying(MOST_KEYS, PEER_FORGETS_NANOS, nanoTime);
        this.accounts = new Decaying(MOST_KEYS, ACCOUNT_FORGETS_NANOS, nanoTime);
    }

    @Override
    public CompletionStage<Boolean> admit(Attempt attempt) {
        return CompletableFuture.completedFuture(peers.count(peer(attempt)) < guesses);
    }

    @Override
    public CompletionStage<Void> ended(AuditEvent event) {
        if (event.cause() != FailureKind.REJECTED) {
            return CompletableFuture.completedFuture(null);
        }
        peers.add(peer(event.attempt()));
        long delay = delayMillis(accounts.add(event.user()));
        return delay == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
    }

    /** Nothing for who mistypes; then a second, two, four, and no more. */
    static long delayMillis(int guessed) {
        return guessed <= GUESSES_WITHOUT_DELAY
                ? 0
                : Math.min(LONGEST_DELAY_MILLIS, 1000L << Math.min(guessed - GUESSES_WITHOUT_DELAY - 1, 8));
    }

    private static String peer(Attempt attempt) {
        byte[] address =
                NetUtil.createByteArrayFromIpAddressString(attempt.facts().peerAddress());
        if (address == null) {
            return "";
        }
        return HexFormat.of().formatHex(address.length > IPV6_NETWORK ? Arrays.copyOf(address, IPV6_NETWORK) : address);
    }
}
