package org.countersign.sasl.scram;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.MechanismProvider;

/** All SCRAM mechanisms: each hash without channel binding and, as -PLUS, with it. */
@Immutable
public final class ScramMechanisms implements MechanismProvider {
    /** What RFC 5802 asks for at least; a client that took less would make the server's work of guessing easy (SCRAM-22). */
    static final int FEWEST_ITERATIONS = 4096;

    /** About a second of a client's time. */
    static final int MOST_ITERATIONS = 1_000_000;

    private final List<ScramMechanism> mechanisms;

    /** The mechanisms, whose clients do at most 1,000,000 iterations for a server. */
    public ScramMechanisms() {
        this(MOST_ITERATIONS);
    }

    /**
     * The mechanisms.
     *
     * @param mostIterations how many iterations a client does at most for a server, 4096 or more
     */
    public ScramMechanisms(int mostIterations) {
        if (mostIterations < FEWEST_ITERATIONS) {
            throw new IllegalArgumentException("servers may ask for " + FEWEST_ITERATIONS + " iterations");
        }
        this.mechanisms = Arrays.stream(ScramHash.values())
                .flatMap(hash -> Stream.of(
                        new ScramMechanism(hash, true, mostIterations),
                        new ScramMechanism(hash, false, mostIterations)))
                .toList();
    }

    @Override
    public Collection<ScramMechanism> mechanisms() {
        return mechanisms;
    }
}
