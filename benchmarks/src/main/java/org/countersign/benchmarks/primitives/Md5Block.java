package org.countersign.benchmarks.primitives;

import java.security.DigestException;
import java.security.MessageDigest;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.benchmarks.Jdk;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * The yardstick of every run: one block of MD5 in bulk, which the JDK does at the limit of the hardware, for MD5 is a single
 * chain of dependencies. Twice that is F, what an HMAC-MD5 from stored states can not be faster than.
 */
@State(Scope.Thread)
@NotThreadSafe
public class Md5Block {
    private static final int BLOCKS = 1024;

    private final byte[] octets = new byte[64 * BLOCKS];
    private final byte[] digest = new byte[16];
    private final MessageDigest md5 = Jdk.digest("MD5");

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public byte[] jdk() throws DigestException {
        md5.update(octets);
        md5.digest(digest, 0, digest.length);
        return digest;
    }

    /** By two threads that share nothing: how well the machine's processors work side by side. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    @Threads(2)
    public byte[] jdkOnTwoThreads() throws DigestException {
        return jdk();
    }
}
