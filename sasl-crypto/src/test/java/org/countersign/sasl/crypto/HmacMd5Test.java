package org.countersign.sasl.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 2104: the form with a key and the form with a key's states. */
class HmacMd5Test {

    /** RFC 2202 2. */
    static Stream<Arguments> rfc2202() {
        return Stream.of(
                arguments(octets(0x0b, 16), octets("Hi There"), "9294727a3638bb1c13f48ef8158bfc9d"),
                arguments(octets("Jefe"), octets("what do ya want for nothing?"), "750c783e6ab0b503eaa86e310a5db738"),
                arguments(octets(0xaa, 16), octets(0xdd, 50), "56be34521d144c88dbb8c733f0e8b3f6"),
                arguments(counting(25), octets(0xcd, 50), "697eaf0aca3a3aea3a75164746ffaa79"),
                arguments(octets(0x0c, 16), octets("Test With Truncation"), "56461ef2342edc00f9bab995690efd4c"),
                arguments(
                        octets(0xaa, 80),
                        octets("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"),
                arguments(
                        octets(0xaa, 80),
                        octets("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
                        "6f630fad67cda0ee1fb1f562db3aa53e"));
    }

    @ParameterizedTest
    @MethodSource("rfc2202")
    @Requirement("CRAM-05")
    void givesTheMacsOfTheRfc_CRAM05(byte[] key, byte[] message, String mac) {
        assertThat(Hex.encode(HmacMd5.mac(key, message))).isEqualTo(mac);
        assertThat(Hex.encode(HmacMd5Key.of(key).mac(message))).isEqualTo(mac);
    }

    /** RFC 2195 2; draft-ietf-sasl-crammd5-09 A; RFC 4954 4.1. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            tanstaaftanstaaf, <1896.697170952@postoffice.reston.mci.net>,      b913a602c7eda7a495b4e6e7334d3890
            tanstaaftanstaaf, <1896.697170952@postoffice.example.net>,         3dbc88f0624776a737b39093f6eb6427
            'Open, Sesame',   <68451038525716401353.0@localhost>,              6fa32b6e768f073132588e3418e00f71
            'Open, Sesame',   <92230559549732219941.0@localhost>,              9950ea407844a71e2f0cd3284cbd912d
            tanstaaftanstaaf, <2262304172.6455022@gw2.gestalt.entity.net>,     2aa383bf320a941d8209a7001ef6aeb6
            1234,             <4192942341.12828472@sourcefour.andrew.cmu.edu>, ec3a59fed395aba1ec6367c4f4b41ac0
            """)
    @Requirement("CRAM-02")
    void givesTheDigestsOfTheSampleExchanges_CRAM02(String secret, String challenge, String digest) {
        assertThat(Hex.encode(HmacMd5.mac(octets(secret), octets(challenge)))).isEqualTo(digest);
        assertThat(Hex.encode(HmacMd5Key.of(octets(secret)).mac(octets(challenge))))
                .isEqualTo(digest);
    }

    /** Around 55 octets, the most in one last block, 64, a whole one, and their next multiples. */
    @Test
    @Requirement("CRAM-05")
    void agreesWithTheJdkAtEveryLength_CRAM05() throws Exception {
        for (int keyLength = 0; keyLength <= 130; keyLength++) {
            byte[] key = counting(keyLength);
            HmacMd5Key states = HmacMd5Key.of(key);
            Mac oracle = oracle(key);
            for (int length = 0; length <= 130; length++) {
                byte[] message = octets(length, length);
                byte[] expected = oracle.doFinal(message);

                assertThat(Arrays.equals(HmacMd5.mac(key, message), expected)
                                && Arrays.equals(states.mac(message), expected))
                        .as("key of %d octets, message of %d", keyLength, length)
                        .isTrue();
            }
        }
    }

    @Test
    void agreesWithTheJdkAMillionTimes() throws Exception {
        SplittableRandom random = new SplittableRandom(2104);
        byte[] data = new byte[1 << 16];
        random.nextBytes(data);
        byte[] mac = new byte[HmacMd5.LENGTH];
        for (int round = 0; round < 20_000; round++) {
            int keyAt = random.nextInt(data.length - 200);
            byte[] key = Arrays.copyOfRange(data, keyAt, keyAt + random.nextInt(201));
            HmacMd5Key states = HmacMd5Key.of(key);
            Mac oracle = oracle(key);
            for (int i = 0; i < 25; i++) { // two comparisons each
                int length = random.nextInt(301);
                int at = random.nextInt(data.length - length);
                oracle.update(data, at, length);
                byte[] expected = oracle.doFinal();

                HmacMd5.mac(key, data, at, length, mac, 0);
                check(mac, expected, key.length, length);
                states.mac(data, at, length, mac, 0);
                check(mac, expected, key.length, length);
            }
        }
    }

    @Test
    void writesItsSixteenOctetsAndNoOther() {
        byte[] out = octets(0x77, 20);

        HmacMd5.mac(octets("Jefe"), octets("--what do ya want for nothing?--"), 2, 28, out, 3);

        assertThat(Hex.encode(out)).isEqualTo("777777" + "750c783e6ab0b503eaa86e310a5db738" + "77");
    }

    @Test
    void writesBesideTheMessageInOneArray() {
        byte[] key = octets("key");
        byte[] both = Arrays.copyOf(octets(0x61, 100), 116);

        HmacMd5Key.of(key).mac(both, 0, 100, both, 100);

        assertThat(Arrays.copyOfRange(both, 100, 116)).isEqualTo(HmacMd5.mac(key, octets(0x61, 100)));
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 84", "16, 10, 15", "16, 10, 1", "20, 1, 20"})
    void refusesToWriteOverTheMessage(int offset, int length, int outOffset) {
        byte[] both = new byte[100];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HmacMd5.mac(new byte[1], both, offset, length, both, outOffset));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HmacMd5Key.of(new byte[1]).mac(both, offset, length, both, outOffset));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 0", "0, 11, 0", "1, 10, 0", "0, -1, 0", "5, 2147483647, 0", "0, 10, 1", "0, 10, -1"})
    void refusesRangesOutsideOfTheirArrays(int offset, int length, int outOffset) {
        byte[] message = new byte[10];
        byte[] out = new byte[16];

        assertThatThrownBy(() -> HmacMd5.mac(new byte[1], message, offset, length, out, outOffset))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> HmacMd5Key.of(new byte[1]).mac(message, offset, length, out, outOffset))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void leavesKeyAndMessageAsTheyAre() {
        byte[] key = counting(100);
        byte[] message = counting(60);

        HmacMd5.mac(key, message);
        HmacMd5Key.of(key).mac(message);

        assertThat(key).isEqualTo(counting(100));
        assertThat(message).isEqualTo(counting(60));
    }

    @Test
    void servesManyThreadsAtOnce() {
        byte[] key = counting(16);
        HmacMd5Key shared = HmacMd5Key.of(key);
        byte[][] expected = IntStream.range(0, 200)
                .mapToObj(length -> HmacMd5.mac(key, counting(length)))
                .toArray(byte[][]::new);
        AtomicInteger wrong = new AtomicInteger();

        IntStream.range(0, 100_000).parallel().forEach(i -> {
            byte[] message = counting(i % 200);
            if (!Arrays.equals(shared.mac(message), expected[i % 200])
                    || !Arrays.equals(HmacMd5.mac(key, message), expected[i % 200])) {
                wrong.incrementAndGet();
            }
        });

        assertThat(wrong).hasValue(0);
    }

    private static void check(byte[] mac, byte[] expected, int keyLength, int length) {
        if (!Arrays.equals(mac, expected)) { // a million assertions would take longer than the MACs
            throw new AssertionError("key of " + keyLength + " octets, message of " + length);
        }
    }

    /** The JDK refuses an empty key; one octet of zero is padded to the same block (RFC 2104 2). */
    private static Mac oracle(byte[] key) throws Exception {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacMD5"));
        return mac;
    }

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] octets(int value, int count) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) value);
        return octets;
    }

    private static byte[] counting(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (i + 1);
        }
        return octets;
    }
}
