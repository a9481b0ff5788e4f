package org.countersign.credentials.passwdfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.PlainPasswordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswdFileTest {
    private static final PlainPasswordKind PLAIN = new PlainPasswordKind();
    private static final CramMd5Kind CRAM_MD5 = new CramMd5Kind();

    /** What {@code doveadm pw -s CRAM-MD5} says of "test". */
    private static final String TEST = "e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6";

    @TempDir
    private Path directory;

    @Test
    void findsTheUsersOfAFile() throws Exception {
        PasswdFile users = read("# the staff\n\ntim:{PLAIN}tanstaaftanstaaf\nkurt:{PLAIN}xipj3plmq\n");

        assertThat(matches(users, "tim", PLAIN, "tanstaaftanstaaf")).isTrue();
        assertThat(matches(users, "kurt", PLAIN, "xipj3plmq")).isTrue();
        assertThat(matches(users, "kurt", PLAIN, "tanstaaftanstaaf")).isFalse();
        assertThat(find(users, "ursel")).isEmpty();
        assertThat(find(users, "# the staff")).isEmpty();
    }

    @Test
    void findsNobodyInAnEmptyFile() throws Exception {
        assertThat(find(read(""), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tim:{PLAIN}secret",
                "tim:{PLAIN}secret\n",
                "tim:{PLAIN}secret\r\n",
                "tim:{PLAIN}secret::::::\n",
                "#tim:\r\n\r\ntim:{PLAIN}secret"
            })
    void takesWhatDovecotTakes(String text) throws Exception {
        assertThat(matches(read(text), "tim", PLAIN, "secret")).isTrue();
    }

    @Test
    void takesBlanksAndBracesAsTheyAre() throws Exception {
        PasswdFile users = read("Ali Baba:{PLAIN} Open, {Sesame} \n");

        assertThat(matches(users, "Ali Baba", PLAIN, " Open, {Sesame} ")).isTrue();
    }

    @Test
    @Requirement("CRAM-07")
    void takesSeveralSchemesForOneName_CRAM07() throws Exception {
        PasswdFile users = read("tim:{PLAIN}secret\nkurt:{PLAIN}xipj3plmq\ntim:{CRAM-MD5}" + TEST + "\n");

        assertThat(matches(users, "tim", PLAIN, "secret")).isTrue();
        assertThat(matches(users, "tim", CRAM_MD5, "test")).isTrue();
    }

    @Test
    void derivesWhatIsNotThere() throws Exception {
        assertThat(matches(read("tim:{PLAIN}test\n"), "tim", CRAM_MD5, "test")).isTrue();
    }

    @Test
    void derivesNoPasswordFromWhatIsThere() throws Exception {
        Account account = find(read("tim:{CRAM-MD5}" + TEST + "\n"), "tim").orElseThrow();

        assertThat(account.verifier(PLAIN, "")).isEmpty();
    }

    @Test
    void derivesSlowKindsForAllRealmsBeforeAnybodyLogsIn() throws Exception {
        SlowKind slow = new SlowKind();
        PasswdFile users = PasswdFile.read(write("tim:{PLAIN}secret\n"), List.of(slow), List.of("here", "there"));
        Account account = find(users, "tim").orElseThrow();

        assertThat(slow.derivations).hasValue(3);
        assertThat(account.verifier(slow, "").orElseThrow()).startsWith("tim@/");
        assertThat(account.verifier(slow, "here").orElseThrow()).startsWith("tim@here/");
        assertThat(account.verifier(slow, "there").orElseThrow()).startsWith("tim@there/");
        assertThat(account.verifier(slow, "nowhere")).isEmpty();
        assertThat(slow.derivations).hasValue(3);
    }

    @Test
    @Requirement({"PLAIN-05", "PREP-01"})
    void preparesNamesAndPasswords_PLAIN05() throws Exception {
        PasswdFile users = read("I\u00adX:{PLAIN}\u2168\n");

        assertThat(matches(users, "IX", PLAIN, "IX")).isTrue();
        assertThat(find(users, "IX").orElseThrow().user()).isEqualTo("IX");
    }

    @ParameterizedTest
    @CsvSource({"I\u00adX, IX", "tim, tim", "\u0221, \u0221", "ti\u0007m, ti\u0007m", "\u00ad, \u00ad", "'', ''"})
    @Requirement({"PREP-01", "PREP-02"})
    void spellsANameAsSaslprepDoesWhereItCan_PREP01(String user, String canonical) throws Exception {
        PasswdFile users = read("tim:{PLAIN}secret\n");

        assertThat(users.canonical(user)).isEqualTo(canonical);
        assertThat(users.canonical(canonical)).isEqualTo(canonical);
    }

    static Stream<String> badLines() {
        return Stream.of(
                " | a line has the form name:{SCHEME}data",
                "s3cret | a line has the form name:{SCHEME}data",
                "tim | a line has the form name:{SCHEME}data",
                "tim: | a line has the form name:{SCHEME}data",
                ":{PLAIN}s3cret | a line has the form name:{SCHEME}data",
                "tim:s3cret | a line has the form name:{SCHEME}data",
                "tim:{PLAINs3cret | a line has the form name:{SCHEME}data",
                "tim:s3{PLAIN}cret | a line has the form name:{SCHEME}data",
                "ti}m:{PLAINs3cret | a line has the form name:{SCHEME}data",
                "tim:{}s3cret | the scheme is none of PLAIN, CRAM-MD5",
                "tim:{plain}s3cret | the scheme is none of PLAIN, CRAM-MD5",
                "tim:{Cram-Md5}s3cret | the scheme is none of PLAIN, CRAM-MD5",
                "tim:{SHA512-CRYPT}s3cret | the scheme is none of PLAIN, CRAM-MD5",
                "tim:{PLAIN.b64}czNjcmV0 | the scheme is none of PLAIN, CRAM-MD5",
                "tim:{PLAIN} | the password is empty, or SASLprep (RFC 4013) refuses it",
                "tim:{PLAIN}:::::: | the password is empty, or SASLprep (RFC 4013) refuses it",
                "tim:{PLAIN}s3cret\u0007 | the password is empty, or SASLprep (RFC 4013) refuses it",
                "tim:{PLAIN}s3cret\u0221 | the password is empty, or SASLprep (RFC 4013) refuses it",
                "ti\u0007m:{PLAIN}s3cret | the name is empty, or SASLprep (RFC 4013) refuses it",
                "\u0221:{PLAIN}s3cret | the name is empty, or SASLprep (RFC 4013) refuses it",
                "\u00ad:{PLAIN}s3cret | the name is empty, or SASLprep (RFC 4013) refuses it",
                "\uff03tim:{PLAIN}s3cret | a name has no colon, and no # at its beginning",
                "ti\uff1am:{PLAIN}s3cret | a name has no colon, and no # at its beginning",
                "tim:{PLAIN}s3:cret | a colon in the data, or a field behind them that is not empty",
                "tim:{PLAIN}s3\uff1acret | a colon in the data, or a field behind them that is not empty",
                "tim:{PLAIN}s3cret:1000:1000::/home/tim | a colon in the data, or a field behind them that is not empty",
                "tim:{CRAM-MD5}s3cret | the data are not those of {CRAM-MD5}",
                "tim:{CRAM-MD5} | the data are not those of {CRAM-MD5}",
                "tim:{CRAM-MD5}" + TEST + "0 | the data are not those of {CRAM-MD5}",
                "kurt:{PLAIN}s3cret | a second {PLAIN} for this name",
                "ku\u00adrt:{PLAIN}s3cret | a second {PLAIN} for this name",
                "tim:{PLAIN}s3cret" + "t".repeat(PasswdLine.LONGEST - 16) + " | a line has at most 4096 octets");
    }

    @ParameterizedTest
    @MethodSource("badLines")
    @Requirement("SEC-07")
    void tellsFileAndLineAndReasonAndNoSecret_SEC07(String lineAndReason) throws Exception {
        int bar = lineAndReason.lastIndexOf(" | ");
        Path file = write("kurt:{PLAIN}xipj3plmq\n\n" + (bar == 0 ? " " : lineAndReason.substring(0, bar)) + "\n");

        assertThatExceptionOfType(PasswdFileException.class)
                .isThrownBy(() -> PasswdFile.read(file, List.of(CRAM_MD5), List.of()))
                .withMessage(file + ":3: " + lineAndReason.substring(bar + 3))
                .withNoCause()
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @Test
    void refusesWhatIsNotUtf8() throws Exception {
        Path file = Files.write(directory.resolve("users"), new byte[] {'t', (byte) 0xfc, ':', '{', 'P'});

        assertThatExceptionOfType(PasswdFileException.class)
                .isThrownBy(() -> PasswdFile.read(file, List.of(), List.of()))
                .withMessage(file + ":1: not UTF-8");
    }

    @Test
    @Requirement("SEC-08")
    void refusesAFileOverItsLimit_SEC08() throws Exception {
        byte[] octets = new byte[PasswdReader.LONGEST + 2];
        Arrays.fill(octets, (byte) '\n');
        octets[PasswdReader.LONGEST + 1] = 'x'; // behind what is read
        Path file = Files.write(directory.resolve("users"), octets);

        assertThatExceptionOfType(PasswdFileException.class)
                .isThrownBy(() -> PasswdFile.read(file, List.of(), List.of()))
                .withMessageEndingWith(": the file has more than 16777216 octets");
    }

    @Test
    @Requirement("SEC-08")
    void takesAFileAndALineUpToTheirLimits_SEC08() throws Exception {
        String line = "tim:{PLAIN}" + "s".repeat(PasswdLine.LONGEST - 11);
        String padding = "\n".repeat(PasswdReader.LONGEST - line.length());

        assertThat(find(read(padding + line), "tim")).isPresent();
    }

    @Test
    void tellsAFileThatIsNotThereAsSuch() {
        assertThatThrownBy(() -> PasswdFile.read(directory.resolve("nothing"), List.of(), List.of()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @Requirement("SEC-07")
    void namesNoSecretsInText_SEC07() throws Exception {
        assertThat(PasswdLine.parse("tim:{PLAIN}s3cret", Map.of("PLAIN", PLAIN)))
                .hasToString("PasswdLine[tim, PLAIN]");
    }

    private PasswdFile read(String text) throws IOException, PasswdFileException {
        return PasswdFile.read(write(text), List.of(CRAM_MD5), List.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("users"), text);
    }

    private static Optional<Account> find(PasswdFile users, String name) {
        return users.find(users.canonical(name), "").toCompletableFuture().getNow(null);
    }

    private static <V> boolean matches(PasswdFile users, String name, PasswordKind<V> kind, String password) {
        V verifier = find(users, name).orElseThrow().verifier(kind, "").orElseThrow();
        return kind.matches(verifier, Secret.owning(password.getBytes(UTF_8)));
    }
}
