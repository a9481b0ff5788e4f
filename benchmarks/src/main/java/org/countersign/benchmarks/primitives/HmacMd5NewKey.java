package org.countersign.benchmarks.primitives;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jcip.annotations.NotThreadSafe;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.countersign.benchmarks.Agreement;
import org.countersign.benchmarks.Jdk;
import org.countersign.sasl.crypto.HmacMd5;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** HMAC-MD5 of a challenge of 42 octets under a key that is new each time: four blocks. */
@State(Scope.Thread)
@NotThreadSafe
public class HmacMd5NewKey {
    private final byte[] password = "tanstaaftanstaaf".getBytes(StandardCharsets.US_ASCII);
    private final byte[] challenge = "<1896.697170952@postoffice.reston.mci.net>".getBytes(StandardCharsets.US_ASCII);
    private final byte[] mac = new byte[16];
    private final byte[] block = new byte[64];

    private final Mac jdk = Jdk.mac("HmacMD5", password);
    private final MessageDigest md5 = Jdk.digest("MD5");

    @Setup
    public void allAgree() throws GeneralSecurityException {
        Agreement.of(
                countersign().clone(),
                jdkMacInit().clone(),
                jdkMacGetInstance().clone(),
                jdkDigestByHand().clone(),
                bouncyCastle().clone(),
                commonsCodec(),
                guava());
    }

    @Benchmark
    public byte[] countersign() {
        HmacMd5.mac(password, challenge, 0, challenge.length, mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] jdkMacInit() throws GeneralSecurityException {
        return mac(jdk);
    }

    @Benchmark
    public byte[] jdkMacGetInstance() throws GeneralSecurityException {
        return mac(Mac.getInstance("HmacMD5"));
    }

    private byte[] mac(Mac with) throws GeneralSecurityException {
        with.init(new SecretKeySpec(password, "HmacMD5"));
        with.update(challenge);
        with.doFinal(mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] jdkDigestByHand() throws GeneralSecurityException {
        md5.update(padded(0x36));
        md5.update(challenge);
        md5.digest(mac, 0, mac.length);
        md5.update(padded(0x5c));
        md5.update(mac);
        md5.digest(mac, 0, mac.length);
        return mac;
    }

    private byte[] padded(int pad) {
        Arrays.fill(block, (byte) pad);
        for (int i = 0; i < password.length; i++) {
            block[i] ^= password[i];
        }
        return block;
    }

    @Benchmark
    public byte[] bouncyCastle() {
        HMac hmac = new HMac(new MD5Digest());
        hmac.init(new KeyParameter(password));
        hmac.update(challenge, 0, challenge.length);
        hmac.doFinal(mac, 0);
        return mac;
    }

    @Benchmark
    public byte[] commonsCodec() {
        return new HmacUtils(HmacAlgorithms.HMAC_MD5, password).hmac(challenge);
    }

    @Benchmark
    @SuppressWarnings("deprecation") // Guava's way to say that MD5 is weak
    public byte[] guava() {
        return Hashing.hmacMd5(password).hashBytes(challenge).asBytes();
    }
}
