package org.countersign.sasl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement("SEC-06")
class ConstantTimeTest {

    @Test
    void seesEveryBitOfEveryOctet_SEC06() {
        byte[] mac = HmacMd5.mac(new byte[1], new byte[1]);
        assertThat(ConstantTime.equal(mac, mac.clone())).isTrue();

        for (int bit = 0; bit < 8 * mac.length; bit++) {
            byte[] other = mac.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(ConstantTime.equal(mac, other)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void tellsArraysOfDifferentLengthsApart() {
        assertThat(ConstantTime.equal(new byte[16], new byte[15])).isFalse();
        assertThat(ConstantTime.equal(new byte[0], new byte[1])).isFalse();
        assertThat(ConstantTime.equal(new byte[0], new byte[0])).isTrue();
    }

    @Test
    void comparesOnlyTheRanges() {
        byte[] a = {1, 2, 3, 4};
        byte[] b = {9, 9, 2, 3, 9};

        assertThat(ConstantTime.equal(a, 1, b, 2, 2)).isTrue();
        assertThat(ConstantTime.equal(a, 1, b, 2, 3)).isFalse();
        assertThat(ConstantTime.equal(a, 0, b, 2, 2)).isFalse();
        assertThat(ConstantTime.equal(a, 4, b, 5, 0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 5", "0, 4, 1", "4, 0, 1", "-1, 0, 1", "0, -1, 1", "0, 0, -1"})
    void refusesRangesOutsideOfTheirArrays(int aOffset, int bOffset, int length) {
        assertThatThrownBy(() -> ConstantTime.equal(new byte[4], aOffset, new byte[4], bOffset, length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
