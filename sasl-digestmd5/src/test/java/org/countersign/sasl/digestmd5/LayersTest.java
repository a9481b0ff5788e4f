package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.countersign.sasl.digestmd5.Direction.CLIENT_TO_SERVER;
import static org.countersign.sasl.digestmd5.Direction.SERVER_TO_CLIENT;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of RFC 2831, sections 2.3 and 2.4, against buffers that the JDK and we computed independently. */
class LayersTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SESSION_KEY = HEX.parseHex("a2549853149b0536f01f0b850c643c57");
    private static final List<String> FROM_CLIENT =
            List.of("EHLO client.example.com\r\n", "MAIL FROM:<a@example.com>\r\n");
    private static final String FROM_SERVER = "250 smtp.example.com\r\n";

    static Stream<Arguments> buffers() {
        return Stream.of(
                Arguments.of(
                        null,
                        "45484c4f20636c69656e742e6578616d706c652e636f6d0d0a7b44f1e2b0c86d87cb03000100000000",
                        "4d41494c2046524f4d3a3c61406578616d706c652e636f6d3e0d0a5133fe83eba046b3a94b000100000001",
                        "32353020736d74702e6578616d706c652e636f6d0d0adc00af1de9502779044f000100000000"),
                Arguments.of(
                        LayerCipher.RC4,
                        "1238d06b15be0f06128d3bb242fed5cae3c20027014a6c8c2f379405eb6e5a97764282000100000000",
                        "6f2eda9aee68377086f12bb1007724ff851281e0a131307089c17319a31ab9732234bdf065000100000001",
                        "1309742db1fc640f6dc8df9af322addb18417c6000ad1c13e745446e2710fcfc000100000000"),
                Arguments.of(
                        LayerCipher.RC4_56,
                        "2df831d61f5c38a4433ac2f4e34fa963f24918e15cf0dcbb0879e2aa33ebee36ebb598000100000000",
                        "a6c0a71dbb8ef0b551bb0ad5637c05e074ea3f07142d148963ad299a5e4219cb606caa5d34000100000001",
                        "474d5f1b37b9efc7273a08ea18a4312fc128af89c83e0bd9f816216e69ed8467000100000000"),
                Arguments.of(
                        LayerCipher.RC4_40,
                        "e28693bf89de3d984ee091a6dffa2870510522cb27a60c892b254a6c09054f4c63954f000100000000",
                        "c2fc095a956c534da33e74cfb8c6f95e100f90bcc77e47ae51ff5820bfe23aa0a61ee9e4ef000100000001",
                        "36da2307140fed857a644decd75612dbeb5067eb7451d8eefd1d000fc11fd57c000100000000"),
                Arguments.of(
                        LayerCipher.DES,
                        "c7d58c1f443d3ed9bf3ea5f58e73b5fe5d933a17a7bf1c556371b7e15c4aac363a687defc3f79319000100000000",
                        "a2b0f96acb3c05c429472d9cc5b50bae1a7362d9dad1f84b75e58439e005557e45936b21d775c3d2000100000001",
                        "26d427cd50d3ae05f5ab7c31feee2eb87bb770cceed4c74287d7e1ea94377f1420bb190f872f0ec9000100000000"),
                Arguments.of(
                        LayerCipher.TRIPLE_DES,
                        "9c62b528985851268973960fa77af1f9e2121c3a616ec807a46f86a8d7f56883b7f2477c74c46d0e000100000000",
                        "6dae05050483ed5df61614537cf170563226b9ee059429a15f2664d45fbb62438f9279bf22f81205000100000001",
                        "a01b7d9d6733e9213b0eee1f7028bcd2439ce0f0a108a46d33e4f2970a05b1642284e4fbb9a69106000100000000"));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    @Requirement({"DIG-33", "DIG-34", "DIG-36"})
    void wrapsToTheOctet_DIG34(LayerCipher cipher, String first, String second, String answer) throws Exception {
        SecurityLayer client = client(cipher);

        assertThat(HEX.formatHex(wrap(client, FROM_CLIENT.get(0)))).isEqualTo(first);
        assertThat(HEX.formatHex(wrap(client, FROM_CLIENT.get(1)))).isEqualTo(second);
        assertThat(HEX.formatHex(wrap(server(cipher), FROM_SERVER))).isEqualTo(answer);
        assertThat(client.confidential()).isEqualTo(cipher != null);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    @Requirement({"DIG-35", "DIG-37", "DIG-38"})
    void unwrapsToTheOctet_DIG38(LayerCipher cipher, String first, String second, String answer) throws Exception {
        SecurityLayer server = server(cipher);

        assertThat(server.unwrap(HEX.parseHex(first))).isEqualTo(octets(FROM_CLIENT.get(0)));
        assertThat(server.unwrap(HEX.parseHex(second))).isEqualTo(octets(FROM_CLIENT.get(1)));
        assertThat(client(cipher).unwrap(HEX.parseHex(answer))).isEqualTo(octets(FROM_SERVER));
    }

    @Test
    @Requirement({"DIG-40", "SASL-19"})
    void standsBehindItsLengthOnTheWire_DIG40() throws Exception {
        byte[] plain = octets(FROM_CLIENT.get(0));

        assertThat(HEX.formatHex(new LayerCodec(client(null)).encode(plain, 0, plain.length)))
                .startsWith("0000002945484c4f");
    }

    @Test
    @Requirement("DIG-31")
    void makesTheSigningKeys_DIG31() {
        assertThat(HEX.formatHex(CLIENT_TO_SERVER.signingKey(SESSION_KEY)))
                .isEqualTo("167e83eb00efac5c44f84a956e32e9c9");
        assertThat(HEX.formatHex(SERVER_TO_CLIENT.signingKey(SESSION_KEY)))
                .isEqualTo("3cd17b670169e97288080d4389652b16");
    }

    @ParameterizedTest
    @CsvSource({
        "RC4_40, 8dc49491250e22722c7d2ea948c1240f, db5f2444cddfce34a62a211d9d12aad3",
        "RC4_56, 736fb3b8556ead6506622128d86afbe1, e2a06bf4a8074a4b9ec82101b4ff5d4a",
        "RC4, 8df21180f2b8360bd1ed01f2ac38bf36, e7ab8276e98ea22e6dbbe08564b1e5d4",
        "DES, 8df21180f2b8360bd1ed01f2ac38bf36, e7ab8276e98ea22e6dbbe08564b1e5d4",
        "TRIPLE_DES, 8df21180f2b8360bd1ed01f2ac38bf36, e7ab8276e98ea22e6dbbe08564b1e5d4"
    })
    @Requirement("DIG-32")
    void makesTheSealingKeys_DIG32(LayerCipher cipher, String toServer, String toClient) {
        assertThat(HEX.formatHex(CLIENT_TO_SERVER.sealingKey(SESSION_KEY, cipher)))
                .isEqualTo(toServer);
        assertThat(HEX.formatHex(SERVER_TO_CLIENT.sealingKey(SESSION_KEY, cipher)))
                .isEqualTo(toClient);
    }

    @Test
    @Requirement("DIG-37")
    void spreadsSevenOctetsOverAKeyOfDes_DIG37() {
        byte[] sealing = HEX.parseHex("8df21180f2b8360bd1ed01f2ac38bf36");
        byte[] keys = new byte[16];
        DesKey.expand(sealing, 0, keys, 0);
        DesKey.expand(sealing, 7, keys, 8);

        assertThat(HEX.formatHex(keys)).isEqualTo("8cf885310e94e06d0be97aa11f94b070");
    }

    @Test
    @Requirement("DIG-37")
    void givesEachOctetOfAKeyOddParity_DIG37() {
        SplittableRandom random = new SplittableRandom(37);
        byte[] seven = new byte[7];
        byte[] key = new byte[8];
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(seven);
            DesKey.expand(seven, 0, key, 0);
            for (byte octet : key) {
                assertThat(Integer.bitCount(octet & 0xff) % 2).isEqualTo(1);
            }
        }
    }

    static Stream<LayerCipher> ciphers() {
        return Stream.concat(Stream.of((LayerCipher) null), Stream.of(LayerCipher.values()));
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    @Requirement({"DIG-33", "DIG-35"})
    void carriesMessagesOfEveryLength_DIG35(LayerCipher cipher) throws Exception {
        SecurityLayer client = client(cipher);
        SecurityLayer server = server(cipher);
        SplittableRandom random = new SplittableRandom(35);
        for (int length = 0; length < 70; length++) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);

            assertThat(server.unwrap(client.wrap(plain, 0, length))).isEqualTo(plain);
            assertThat(client.unwrap(server.wrap(plain, 0, length))).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    @Requirement({"DIG-38", "SASL-21"})
    void refusesABufferWithAnyBitChanged_DIG38(LayerCipher cipher) throws Exception {
        byte[] buffer = wrap(client(cipher), "NOOP\r\n");
        for (int bit = 0; bit < 8 * buffer.length; bit++) {
            byte[] changed = buffer.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            refuses(server(cipher), changed);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    @Requirement({"DIG-38", "SASL-21"})
    void refusesABufferOfAnyOtherLength_DIG38(LayerCipher cipher) throws Exception {
        byte[] buffer = wrap(client(cipher), "NOOP\r\n");
        for (int length = 0; length < buffer.length + 20; length++) {
            if (length != buffer.length) {
                refuses(server(cipher), Arrays.copyOf(buffer, length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    @Requirement("DIG-38")
    void refusesBuffersRepeatedOrOutOfOrderOrFromTheWrongSide_DIG38(LayerCipher cipher) throws Exception {
        SecurityLayer client = client(cipher);
        byte[] first = wrap(client, "NOOP\r\n");
        byte[] second = wrap(client, "NOOP\r\n");
        SecurityLayer server = server(cipher);
        server.unwrap(first);

        refuses(server, first);
        refuses(server(cipher), second);
        refuses(client(cipher), first);
    }

    @Test
    @Requirement("DIG-33")
    void countsOnAfterTheLastNumber_DIG33() throws Exception {
        Signer signer = new Signer(new byte[16], 0xffff_ffff);
        byte[] buffer = new byte[Signer.TRAILER];

        signer.close(buffer);
        assertThat(HEX.formatHex(buffer)).isEqualTo("0001ffffffff");
        signer.close(buffer);
        assertThat(HEX.formatHex(buffer)).isEqualTo("000100000000");
    }

    @ParameterizedTest
    @CsvSource({
        "17, , 1",
        "65536, , 65520",
        "17, RC4, 1",
        "22, DES, 5",
        "21, TRIPLE_DES, -3",
        "65536, TRIPLE_DES, 65517"
    })
    @Requirement("DIG-39")
    void fillsBuffersUpToWhatThePeerTakes_DIG39(int peerBuffer, LayerCipher cipher, int maxPlain) throws Exception {
        LayerTerms terms = new LayerTerms(cipher == null ? Qop.AUTH_INT : Qop.AUTH_CONF, cipher, peerBuffer);

        assertThat(terms.maxPlain()).isEqualTo(maxPlain);
        if (maxPlain > 0) {
            SecurityLayer layer = terms.layer(SESSION_KEY, CLIENT_TO_SERVER, SERVER_TO_CLIENT, 4096);
            assertThat(layer.maxPlain()).isEqualTo(maxPlain);
            assertThat(layer.maxReceive()).isEqualTo(4096);
            assertThat(layer.wrap(new byte[maxPlain], 0, maxPlain)).hasSizeBetween(peerBuffer - 7, peerBuffer);
            assertThat(layer.wrap(new byte[maxPlain + 1], 0, maxPlain + 1).length)
                    .isGreaterThan(peerBuffer);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    @Requirement("SEC-07")
    void wipesItsKeys_SEC07(LayerCipher cipher) throws Exception {
        SecurityLayer client = client(cipher);
        byte[] before = wrap(client(cipher), "NOOP\r\n");
        client.close();
        client.close();

        if (cipher == null) {
            assertThat(wrap(client, "NOOP\r\n")).isNotEqualTo(before);
        } else {
            assertThatExceptionOfType(LayerException.class).isThrownBy(() -> wrap(client, "NOOP\r\n"));
            refuses(client, before);
        }
    }

    private static void refuses(SecurityLayer layer, byte[] buffer) {
        assertThatExceptionOfType(LayerException.class).isThrownBy(() -> layer.unwrap(buffer));
    }

    private static SecurityLayer client(LayerCipher cipher) throws Exception {
        return terms(cipher).layer(SESSION_KEY, CLIENT_TO_SERVER, SERVER_TO_CLIENT, 65_536);
    }

    private static SecurityLayer server(LayerCipher cipher) throws Exception {
        return terms(cipher).layer(SESSION_KEY, SERVER_TO_CLIENT, CLIENT_TO_SERVER, 65_536);
    }

    private static LayerTerms terms(LayerCipher cipher) {
        return new LayerTerms(cipher == null ? Qop.AUTH_INT : Qop.AUTH_CONF, cipher, 65_536);
    }

    private static byte[] wrap(SecurityLayer layer, String text) throws LayerException {
        byte[] plain = octets(text);
        return layer.wrap(plain, 0, plain.length);
    }

    private static byte[] octets(String text) {
        return text.getBytes(US_ASCII);
    }
}
