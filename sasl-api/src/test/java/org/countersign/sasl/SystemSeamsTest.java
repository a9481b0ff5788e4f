package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real chance and real time. */
class SystemSeamsTest {
    private final Seams seams = Seams.system();

    private String nonce(int octets) {
        byte[] nonce = new byte[octets];
        seams.fillNonce(nonce);
        return HexFormat.of().formatHex(nonce);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 33, 1000, 4095, 4096, 4097, 9000})
    @Requirement("SEC-09")
    void neverGivesTheSameOctetsTwice_SEC09(int length) {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            nonces.add(nonce(length));
        }

        assertThat(nonces).hasSize(200);
    }

    @Test
    @Requirement("SEC-09")
    void neverGivesTwoThreadsTheSameOctets_SEC09() {
        Set<String> nonces =
                IntStream.range(0, 5_000).parallel().mapToObj(i -> nonce(16)).collect(Collectors.toSet());

        assertThat(nonces).hasSize(5_000);
    }

    @Test
    @Requirement("SEC-09")
    void fillsTheWholeArrayWithEveryOctetThereIs_SEC09() {
        boolean[] seen = new boolean[256];
        byte[] block = new byte[700];
        for (int i = 0; i < 100; i++) {
            Arrays.fill(block, (byte) 0);
            seams.fillNonce(block);
            for (byte octet : block) {
                seen[octet & 0xff] = true;
            }
            // 64 octets in a row that are all zero would be the end of a stock that had run out
            assertThat(HexFormat.of().formatHex(block)).doesNotContain("00".repeat(16));
        }

        for (boolean value : seen) {
            assertThat(value).isTrue();
        }
    }

    @Test
    void leavesWhatItHasGivenAlone() {
        byte[] one = new byte[16];
        seams.fillNonce(one);
        byte[] copy = one.clone();

        for (int i = 0; i < 200; i++) {
            nonce(16);
        }

        assertThat(one).isEqualTo(copy);
    }

    @Test
    void mayBeAskedForNothing() {
        assertThat(nonce(0)).isEmpty();
    }

    @Test
    void knowsTheTime() {
        assertThat(Duration.between(seams.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }
}
