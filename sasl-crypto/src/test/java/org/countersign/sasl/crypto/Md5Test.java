package org.countersign.sasl.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1321. */
class Md5Test {

    /** RFC 1321 A.5. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                         d41d8cd98f00b204e9800998ecf8427e
            a,                          0cc175b9c0f1b6a831c399e269772661
            abc,                        900150983cd24fb0d6963f7d28e17f72
            message digest,             f96b697d7cb7938d525a2f31aaf161d0
            abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b
            ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, d174ab98d277d9f5a5611c2c9f419d9f
            12345678901234567890123456789012345678901234567890123456789012345678901234567890, 57edf4a22be3c955ac49da2e2107b67a
            """)
    void givesTheDigestsOfTheRfc(String message, String digest) {
        assertThat(Hex.encode(md5(message.getBytes(US_ASCII)))).isEqualTo(digest);
    }

    @Test
    void hasTheTableOfTheRfc() {
        assertThat(Md5.T).startsWith(0xd76aa478, 0xe8c7b756).endsWith(0x2ad7d2bb, 0xeb86d391);
    }

    @Test
    void agreesWithTheJdkAtEveryLength() throws Exception {
        SplittableRandom random = new SplittableRandom(1321);
        for (int length = 0; length <= 300; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);

            assertThat(md5(message))
                    .as("%d octets", length)
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(message));
        }
    }

    @Test
    void hashesWhatSeveralMessagesBeginWithOnce() throws Exception {
        SplittableRandom random = new SplittableRandom(1321);
        for (int common = 0; common <= 200; common++) {
            byte[] message = new byte[common + 32];
            random.nextBytes(message);
            Md5Prefix prefix = Md5Prefix.of(message, common);
            for (int i = 0; i < 2; i++) {
                assertThat(prefix.digest(message))
                        .as("%d octets in common", common)
                        .isEqualTo(MessageDigest.getInstance("MD5").digest(message));
                message[common]++; // behind what they have in common
            }
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Md5Prefix.of(new byte[63], 64));
    }

    /** It never compiles a method of 8,000 bytes or more (HugeMethodLimit): that would cost a factor of fifty. */
    @ParameterizedTest
    @ValueSource(classes = {Md5.class, Md5Pair.class})
    void hasMethodsThatTheJitCompiles(Class<?> type) throws Exception {
        Path file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
        StringWriter listing = new StringWriter();
        PrintWriter out = new PrintWriter(listing);

        int exit = ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-c", "-p", file.toString());

        assertThat(exit).isZero();
        assertThat(Pattern.compile("(?m)^ +(\\d+): \\w+")
                        .matcher(listing.toString())
                        .results())
                .map(instruction -> Integer.parseInt(instruction.group(1)))
                .anySatisfy(position -> assertThat(position).isGreaterThan(2_000)) // the long method has been seen
                .allSatisfy(position -> assertThat(position).isLessThan(8_000));
    }

    private static byte[] md5(byte[] message) {
        byte[] digest = new byte[Md5.LENGTH];
        Md5.digest(message, digest);
        return digest;
    }
}
