package org.countersign.benchmarks.primitives;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Seams;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** A nonce of 16 octets. The generators of the JDK are drawn from as they come, and the default one is a lock. */
@State(Scope.Thread)
@NotThreadSafe
public class Nonce {
    private final byte[] nonce = new byte[16];
    private final SecureRandom jdkDefault = new SecureRandom();
    private final SecureRandom jdkDrbg = drbg();

    private static SecureRandom drbg() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public byte[] countersign() {
        Seams.system().fillNonce(nonce);
        return nonce;
    }

    @Benchmark
    @Threads(2)
    public byte[] countersignOnTwoThreads() {
        return countersign();
    }

    @Benchmark
    public byte[] jdkDefault() {
        jdkDefault.nextBytes(nonce);
        return nonce;
    }

    @Benchmark
    @Threads(2)
    public byte[] jdkDefaultOnTwoThreads() {
        return jdkDefault();
    }

    @Benchmark
    public byte[] jdkDrbg() {
        jdkDrbg.nextBytes(nonce);
        return nonce;
    }
}
