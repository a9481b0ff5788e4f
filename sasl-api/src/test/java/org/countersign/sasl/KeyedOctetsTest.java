package org.countersign.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Salts of unknown users must not change with a new version, so these are the octets for good. */
class KeyedOctetsTest {

    @ParameterizedTest
    @CsvSource({"32, 0", "32, 16", "64, 31", "65, 32", "100, 33", "32, 100"})
    void areHmacSha256OfLabelAndBlockNumber(int keyLength, int count) throws GeneralSecurityException {
        byte[] key = "a key nobody knows ".repeat(6).substring(0, keyLength).getBytes(UTF_8);
        OctetSource source;
        try (Secret secret = Secret.owning(key.clone())) {
            source = OctetSource.keyed(secret);
        }
        ByteBuffer expected = ByteBuffer.allocate(128);
        for (int block = 0; block < 4; block++) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update("söme label".getBytes(UTF_8));
            expected.put(mac.doFinal(new byte[] {0, 0, 0, (byte) block}));
        }

        assertThat(source.next("söme label", count)).isEqualTo(Arrays.copyOf(expected.array(), count));
        assertThat(source.next("söme label", count)).isEqualTo(Arrays.copyOf(expected.array(), count));
    }
}
