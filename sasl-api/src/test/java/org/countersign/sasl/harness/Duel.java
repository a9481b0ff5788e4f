package org.countersign.sasl.harness;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Two threads that each do something at the same moment, many thousand times but for a second at most. */
public final class Duel {
    private static final int ROUNDS = 20_000;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Runnable other = () -> {};
    private volatile Throwable failure;

    private Duel() {}

    /** One round: what the two do, and what must be true afterwards. */
    public record Round(Runnable one, Runnable other, Runnable afterwards) {}

    /** Fights round after round. */
    public static void fight(Supplier<Round> rounds) {
        Duel duel = new Duel();
        Thread second = new Thread(duel::second, "second");
        second.setDaemon(true);
        second.start();
        duel.first(rounds);
    }

    private void first(Supplier<Round> rounds) {
        long latest = System.nanoTime() + MOST_NANOS;
        try {
            for (int i = 1; i <= ROUNDS && System.nanoTime() < latest; i++) {
                Round round = rounds.get();
                other = round.other();
                begun.set(i);
                round.one().run();
                waitFor(ended, i);
                if (failure != null) {
                    throw new AssertionError("the second thread failed", failure);
                }
                round.afterwards().run();
            }
        } finally {
            begun.set(Integer.MAX_VALUE);
        }
    }

    private void second() {
        for (int i = 1; ; i++) {
            waitFor(begun, i);
            if (begun.get() == Integer.MAX_VALUE) {
                return;
            }
            try {
                other.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            ended.set(i);
        }
    }

    private static void waitFor(AtomicInteger counter, int value) {
        for (int spins = 0; counter.get() < value; spins++) {
            if (spins % 1_000 == 999) {
                Thread.yield();
            }
        }
    }
}
