package org.countersign.credentials.passwdfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.PlainPasswordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that are written for people to put into a file. */
class PasswdLineTest {
    private static final PlainPasswordKind PLAIN = new PlainPasswordKind();
    private static final CramMd5Kind CRAM_MD5 = new CramMd5Kind();

    @Test
    @Requirement("CRAM-07")
    void writesWhatDovecotWrites_CRAM07() {
        assertThat(line("tim", CRAM_MD5, "test"))
                .isEqualTo("tim:{CRAM-MD5}e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6");
    }

    @Test
    @Requirement("SEC-09")
    void writesForARealmAndWithFreshSalt_SEC09() {
        Secret password = Secret.owning("secret".getBytes(UTF_8));

        String line = PasswdFile.line("tim", "here", new SlowKind(), password);

        assertThat(line).matches("tim:\\{SLOW}tim@here/[0-9a-f]{16}");
        assertThat(PasswdFile.line("tim", "here", new SlowKind(), password)).isNotEqualTo(line);
    }

    @Test
    @Requirement({"PLAIN-05", "PREP-01"})
    void preparesNameAndPassword_PLAIN05() {
        assertThat(line("I\u00adX", PLAIN, "\u2168")).isEqualTo("IX:{PLAIN}IX");
        assertThat(line("tim", CRAM_MD5, "\u2168")).isEqualTo(line("tim", CRAM_MD5, "IX"));
    }

    @ParameterizedTest
    @CsvSource({"tim, secret", "Ali Baba, 'Open, Sesame'", "\u00e9tienne, p\u00e4ssw\u00f6rd", "a#b, {x}y", "{, }"})
    void writesWhatCanBeReadAgain(String user, String password, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("users");
        Files.write(file, List.of(line(user, PLAIN, password), line(user, CRAM_MD5, password)));

        PasswdFile users = PasswdFile.read(file, List.of(CRAM_MD5), List.of());

        Account account =
                users.find(user, "").toCompletableFuture().getNow(null).orElseThrow();
        assertThat(matches(account, PLAIN, password)).isTrue();
        assertThat(matches(account, CRAM_MD5, password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\u00ad", "ti\u0007m", "ti\nm", "\u0221", "#tim", "\uff03tim", "t:im", "ti\uff1am", ":"})
    void writesNoNameThatItCouldNotRead(String user) {
        assertThatIllegalArgumentException().isThrownBy(() -> line(user, CRAM_MD5, "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\u00ad", "s3c\u0007ret", "s3cret\n", "s3cret\u0221", "s3c:ret", "s3c\uff1aret", "s3cret:"})
    @Requirement({"PREP-02", "SEC-07"})
    void writesNoPasswordThatItCouldNotRead_PREP02(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line("tim", PLAIN, password))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3c"));
    }

    @Test
    void writesAPasswordWithAColonAsAnotherScheme() {
        assertThat(line("tim", CRAM_MD5, "s3c:ret")).startsWith("tim:{CRAM-MD5}");
    }

    @Test
    @Requirement("SEC-08")
    void writesNoLineThatIsTooLong_SEC08() {
        assertThat(line("tim", PLAIN, "s".repeat(PasswdLine.LONGEST - 11))).hasSize(PasswdLine.LONGEST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line("tim", PLAIN, "s".repeat(PasswdLine.LONGEST - 10)))
                .withMessage("a line has at most 4096 octets");
    }

    private static String line(String user, VerifierKind<?> kind, String password) {
        return PasswdFile.line(user, "", kind, Secret.owning(password.getBytes(UTF_8)));
    }

    private static <V> boolean matches(Account account, PasswordKind<V> kind, String password) {
        V verifier = account.verifier(kind, "").orElseThrow();
        return kind.matches(verifier, Secret.owning(password.getBytes(UTF_8)));
    }
}
