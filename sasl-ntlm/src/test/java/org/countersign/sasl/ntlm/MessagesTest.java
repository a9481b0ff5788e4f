package org.countersign.sasl.ntlm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three messages, to the octet and out of bounds. */
class MessagesTest {

    @ParameterizedTest
    @ValueSource(strings = {Vectors.V1_CHALLENGE, Vectors.V1_SESSION_CHALLENGE, Vectors.V2_CHALLENGE})
    @Requirement({"NTLM-01", "NTLM-03"})
    void readsAndWritesTheChallengesOfTheSpecification_NTLM01(String octets) {
        Challenge challenge = Challenge.parse(hex(octets));

        assertThat(NtlmText.decode(challenge.targetName(), true)).isEqualTo("Server");
        assertThat(challenge.nonce()).isEqualTo(Vectors.NONCE);
        assertThat(challenge.version()).isEqualTo(hex("060070170000000f"));
        assertThat(challenge.encode()).isEqualTo(hex(octets));
    }

    @Test
    @Requirement("NTLM-04")
    void readsTheFlagsOfTheChallengesOfTheSpecification_NTLM04() {
        assertThat(Challenge.parse(hex(Vectors.V1_CHALLENGE)).flags()).isEqualTo(0xe2028233);
        assertThat(Challenge.parse(hex(Vectors.V1_SESSION_CHALLENGE)).flags()).isEqualTo(0x820a8233);
        assertThat(Challenge.parse(hex(Vectors.V2_CHALLENGE)).flags()).isEqualTo(0xe28a8233);
    }

    private static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Vectors.V1_AUTHENTICATE, 0xe2808235),
                Arguments.of(Vectors.V1_SESSION_AUTHENTICATE, 0x82088235),
                Arguments.of(Vectors.V2_AUTHENTICATE, 0xe2888235));
    }

    @ParameterizedTest
    @MethodSource("answers")
    @Requirement({"NTLM-01", "NTLM-02", "NTLM-03"})
    void readsAndWritesTheAnswersOfTheSpecification_NTLM01(String octets, int flags) {
        Authenticate message = Authenticate.parse(hex(octets), 0);

        assertThat(message.flags()).isEqualTo(flags);
        assertThat(NtlmText.decode(message.user(), true)).isEqualTo("User");
        assertThat(NtlmText.decode(message.domain(), true)).isEqualTo("Domain");
        assertThat(NtlmText.decode(message.workstation(), true)).isEqualTo("COMPUTER");
        assertThat(message.version()).isEqualTo(hex("0501280a0000000f"));
        assertThat(message.micAt()).isZero();
        assertThat(message.encode()).isEqualTo(hex(octets));
    }

    @Test
    @Requirement({"NTLM-02", "NTLM-17"})
    void readsAndWritesTheMessagesOfWindows_NTLM02() {
        byte[] negotiate = hex(Vectors.WINDOWS_NEGOTIATE);
        byte[] challenge = hex(Vectors.WINDOWS_CHALLENGE);
        byte[] authenticate = hex(Vectors.WINDOWS_AUTHENTICATE);
        Authenticate message = Authenticate.parse(authenticate, 0);

        assertThat(Negotiate.parse(negotiate).flags()).isEqualTo(0xa2088207);
        assertThat(Challenge.parse(challenge).encode()).isEqualTo(challenge);
        assertThat(message.micAt()).isEqualTo(72);
        assertThat(NtlmV2Response.parse(message.nt()).pairs().pairs())
                .extracting(AvPair::id)
                .containsExactly(2, 1, 4, 3, 5, 7, 6, 8, 10, 9);
        Arrays.fill(authenticate, 72, 88, (byte) 0);
        assertThat(message.encode()).isEqualTo(authenticate);
    }

    @Test
    void writesItsOwnNegotiate() {
        byte[] octets = new Negotiate(0x3007, "DOMAIN".getBytes(US_ASCII), "WORK".getBytes(US_ASCII)).encode();
        Negotiate message = Negotiate.parse(octets);

        assertThat(octets).hasSize(50);
        assertThat(message.domain()).isEqualTo("DOMAIN".getBytes(US_ASCII));
        assertThat(message.workstation()).isEqualTo("WORK".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 40, 50})
    @Requirement("NTLM-01")
    void readsNegotiateOfOldPeers_NTLM01(int length) {
        byte[] octets = Arrays.copyOf(hex("4e544c4d535350000100000006820000"), length);

        assertThat(Negotiate.parse(octets).flags()).isEqualTo(0x8206);
        assertThat(Negotiate.parse(octets).domain()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 40, 48, 56})
    @Requirement("NTLM-01")
    void readsChallengesOfOldPeers_NTLM01(int fixed) {
        byte[] octets = ByteBuffer.allocate(fixed + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(hex("4e544c4d535350000200000002000200"))
                .putInt(fixed)
                .putInt(0x0202)
                .put(Vectors.NONCE)
                .position(fixed)
                .put((byte) 'H')
                .put((byte) 'I')
                .array();
        Challenge challenge = Challenge.parse(octets);

        assertThat(challenge.nonce()).isEqualTo(Vectors.NONCE);
        assertThat(challenge.targetName()).isEqualTo(new byte[] {'H', 'I'});
        assertThat(challenge.targetInfo()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"52, 0, 0", "64, 1, 0", "72, 1, 0", "80, 1, 64", "88, 1, 72"})
    @Requirement({"NTLM-01", "NTLM-02"})
    void readsAuthenticateOfOldPeers_NTLM01(int fixed, int itsFlags, int micAt) {
        ByteBuffer octets =
                ByteBuffer.allocate(fixed + 2).order(ByteOrder.LITTLE_ENDIAN).put(hex("4e544c4d5353500003000000"));
        octets.put(36, hex("02000200")).putInt(40, fixed).put(fixed, new byte[] {'m', 'e'});
        if (fixed >= 64) {
            octets.putInt(60, itsFlags);
        }
        Authenticate message = Authenticate.parse(octets.array(), 2);

        assertThat(message.user()).isEqualTo(new byte[] {'m', 'e'});
        assertThat(message.flags()).isEqualTo(itsFlags == 0 ? 2 : itsFlags);
        assertThat(message.micAt()).isEqualTo(micAt);
    }

    /** Offsets of fields: length, maximum, offset. */
    private static Stream<int[]> fields() {
        return Stream.of(
                new int[] {2, 12},
                new int[] {2, 40},
                new int[] {3, 12},
                new int[] {3, 20},
                new int[] {3, 28},
                new int[] {3, 36},
                new int[] {3, 44},
                new int[] {3, 52});
    }

    @ParameterizedTest
    @MethodSource("fields")
    @Requirement({"NTLM-01", "SEC-08"})
    void refusesFieldsThatAreNotInTheMessage_NTLM01(int[] field) {
        byte[] octets = hex(field[0] == 2 ? Vectors.V2_CHALLENGE : Vectors.V2_AUTHENTICATE);
        int length = octets.length;
        for (int offset : new int[] {-1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, length, length + 1, 0, field[1]}) {
            byte[] bad = octets.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(field[1] + 4, offset);
            assertThat(parse(bad)).as("offset %d", offset).isNull();
        }
        for (int size : new int[] {0xffff, length}) {
            byte[] bad = octets.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putShort(field[1], (short) size);
            assertThat(parse(bad)).as("length %d", size).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    @Requirement("NTLM-01")
    void doesNotLookAtTheOffsetOfAnEmptyFieldNorAtMaxima_NTLM01(int[] field) {
        byte[] octets = hex(field[0] == 2 ? Vectors.V2_CHALLENGE : Vectors.V2_AUTHENTICATE);
        ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).putShort(field[1] + 2, (short) 7);
        assertThat(parse(octets)).isNotNull();
        ByteBuffer.wrap(octets)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(field[1], (short) 0)
                .putInt(field[1] + 4, -1);
        assertThat(parse(octets)).isNotNull();
    }

    @Test
    @Requirement({"NTLM-01", "SEC-08"})
    void refusesEveryMessageThatIsCutShort_NTLM01() {
        for (String octets : new String[] {Vectors.V2_CHALLENGE, Vectors.V2_AUTHENTICATE}) {
            byte[] all = hex(octets);
            assertThat(IntStream.range(0, all.length).mapToObj(length -> parse(Arrays.copyOf(all, length))))
                    .containsOnlyNulls();
        }
        byte[] negotiate = hex(Vectors.WINDOWS_NEGOTIATE);
        assertThat(IntStream.range(0, 16).mapToObj(length -> Negotiate.parse(Arrays.copyOf(negotiate, length))))
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 9, 11})
    @Requirement("NTLM-01")
    void refusesAnotherSignatureOrType_NTLM01(int at) {
        byte[] octets = hex(Vectors.V2_AUTHENTICATE);
        octets[at] ^= 4;

        assertThat(Authenticate.parse(octets, 0)).isNull();
    }

    @Test
    @Requirement("SEC-06")
    void printsForPeopleWithoutWhatAuthenticates_SEC06() {
        Authenticate message = Authenticate.parse(hex(Vectors.WINDOWS_AUTHENTICATE), 0);

        assertThat(message.toString())
                .startsWith(
                        "AUTHENTICATE[UNICODE|REQUEST_TARGET|NTLM|ALWAYS_SIGN|EXTENDED_SESSIONSECURITY|TARGET_INFO|")
                .contains("user=\"Administrator\", domain=\"WS2008R2\", workstation=\"WIN7-2-PC\"")
                .contains(
                        "Timestamp=2012-12-19T17:10:36", "Flags=02000000", "ChannelBindings=" + Vectors.WINDOWS_BINDING)
                .contains("TargetName=\"HTTP/dc-ws2008r2.ws2008r2.local\"", "mic at 72")
                .doesNotContain("5a6a21ae", "f054a542");
        assertThat(Challenge.parse(hex(Vectors.V2_CHALLENGE)))
                .asString()
                .contains(
                        "target=\"Server\", nonce=0123456789abcdef, [NbDomainName=\"Domain\", NbComputerName=\"Server\"]");
        assertThat(Negotiate.parse(hex("4e544c4d535350000100000006820010")))
                .hasToString(
                        "NEGOTIATE[OEM|REQUEST_TARGET|NTLM|ALWAYS_SIGN|0x10000000, domain=\"\", workstation=\"\"]");
    }

    @Test
    @Requirement("SEC-06")
    void printsNothingThatBreaksALine_SEC06() {
        assertThat(NtlmText.forPeople(
                        "a\"b\r\nc\u2028d\u202ee f".getBytes(java.nio.charset.StandardCharsets.UTF_8), false))
                .isEqualTo("\"a?b??c?d?e f\"");
        assertThat(NtlmText.forPeople(new byte[3], true)).isEqualTo("3 octets that are no text");
    }

    private static Object parse(byte[] octets) {
        return octets.length > 8 && octets[8] == 2 ? Challenge.parse(octets) : Authenticate.parse(octets, 0);
    }
}
