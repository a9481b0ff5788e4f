package org.countersign.benchmarks.primitives;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import net.jcip.annotations.NotThreadSafe;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.countersign.benchmarks.Agreement;
import org.countersign.benchmarks.Jdk;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The proof of NTLMv2 from a key that is kept (MS-NLMP, section 3.3.2): HMAC-MD5 of the server's challenge, 28 octets of the
 * client's, and 150 of target information, as a domain's servers send it.
 */
@State(Scope.Thread)
@NotThreadSafe
public class NtlmV2Proof {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] message = new byte[8 + 28 + 150];
    private final byte[] proof = new byte[16];

    private final HmacMd5Key key = HmacMd5Key.of(KEY);
    private final Mac jdk = Jdk.mac("HmacMD5", KEY);
    private final HMac bouncyCastle = new HMac(new MD5Digest());

    @Setup
    public void allAgree() throws GeneralSecurityException {
        bouncyCastle.init(new KeyParameter(KEY));
        Agreement.of(countersign().clone(), jdkMac().clone(), bouncyCastle().clone());
    }

    @Benchmark
    public byte[] countersign() {
        key.mac(message, 0, message.length, proof, 0);
        return proof;
    }

    @Benchmark
    public byte[] jdkMac() throws GeneralSecurityException {
        jdk.update(message);
        jdk.doFinal(proof, 0);
        return proof;
    }

    @Benchmark
    public byte[] bouncyCastle() {
        bouncyCastle.update(message, 0, message.length);
        bouncyCastle.doFinal(proof, 0);
        return proof;
    }
}
