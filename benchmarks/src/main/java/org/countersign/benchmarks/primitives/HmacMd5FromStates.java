package org.countersign.benchmarks.primitives;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import net.jcip.annotations.NotThreadSafe;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
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

/** HMAC-MD5 of a challenge of 42 octets under a key that is kept: two blocks for who keeps states, four for who does not. */
@State(Scope.Thread)
@NotThreadSafe
public class HmacMd5FromStates {
    private static final byte[] KEY = "tanstaaftanstaaf".getBytes(StandardCharsets.US_ASCII);

    private final byte[] challenge = "<1896.697170952@postoffice.reston.mci.net>".getBytes(StandardCharsets.US_ASCII);
    private final byte[] mac = new byte[16];

    private final HmacMd5Key key = HmacMd5Key.of(KEY);
    private final HMac bouncyCastle = new HMac(new MD5Digest());
    private final HmacUtils codec = new HmacUtils(HmacAlgorithms.HMAC_MD5, KEY);

    @SuppressWarnings("deprecation") // Guava's way to say that MD5 is weak
    private final HashFunction guava = Hashing.hmacMd5(KEY);

    private final Mac jdk = Jdk.mac("HmacMD5", KEY);
    private final MessageDigest inner = padded(0x36);
    private final MessageDigest outer = padded(0x5c);

    private static MessageDigest padded(int pad) {
        byte[] block = Arrays.copyOf(KEY, 64);
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) pad;
        }
        MessageDigest md5 = Jdk.digest("MD5");
        md5.update(block);
        return md5;
    }

    @Setup
    public void allAgree() throws GeneralSecurityException, CloneNotSupportedException {
        bouncyCastle.init(new KeyParameter(KEY));
        Agreement.of(
                countersign().clone(),
                jdkMacKept().clone(),
                jdkDigestsCloned().clone(),
                bouncyCastleKept().clone(),
                commonsCodecKept(),
                guavaKept());
    }

    @Benchmark
    public byte[] countersign() {
        key.mac(challenge, 0, challenge.length, mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] jdkMacKept() throws ShortBufferException {
        jdk.update(challenge);
        jdk.doFinal(mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] jdkDigestsCloned() throws CloneNotSupportedException, DigestException {
        MessageDigest first = (MessageDigest) inner.clone();
        first.update(challenge);
        first.digest(mac, 0, mac.length);
        MessageDigest second = (MessageDigest) outer.clone();
        second.update(mac);
        second.digest(mac, 0, mac.length);
        return mac;
    }

    @Benchmark
    public byte[] bouncyCastleKept() {
        bouncyCastle.update(challenge, 0, challenge.length);
        bouncyCastle.doFinal(mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] commonsCodecKept() {
        return codec.hmac(challenge);
    }

    @Benchmark
    public byte[] guavaKept() {
        return guava.hashBytes(challenge).asBytes();
    }
}
