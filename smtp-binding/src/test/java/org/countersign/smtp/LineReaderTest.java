package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.buffer;
import static org.countersign.smtp.Fixtures.octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.MechanismInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
    private final LineReader reader = new LineReader(10);

    @Test
    void cutsLinesHoweverTheyCome() {
        String stream = "a\r\n\r\n\u00e9\u00ff\r\nlonger\r\nrest";

        assertThat(read(stream, stream.length())).containsExactly("a", "", "\u00e9\u00ff", "longer");
        for (int size = 1; size < 5; size++) {
            assertThat(new LineReaderTest().read(stream, size)).containsExactly("a", "", "\u00e9\u00ff", "longer");
        }
    }

    @Test
    @Requirement({"TLS-06", "TLS-07"})
    void takesNothingBehindTheLine_TLS07() {
        ByteBuffer in = buffer("STARTTLS\r\n\u0016\u0003\r\n");

        reader.read(in);

        assertThat(in.position()).isEqualTo("STARTTLS\r\n".length());
    }

    @Test
    @Requirement("SMTP-14")
    void takesALineOfTheLimitAndNotOneOctetMore_SMTP14() {
        assertThat(read("0123456789\r\n01234567890\r\nnext\r\n", 3)).containsExactly("0123456789", "TOO_LONG", "next");
    }

    @Test
    @Requirement("SMTP-14")
    void reportsALongLineOnlyAtItsEnd_SMTP14() {
        assertThat(reader.read(buffer("x".repeat(100_000)))).isEmpty();
        assertThat(reader.read(buffer("\r\n"))).contains(Line.Fault.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb\r\nc\r\n', BARE_CR_OR_LF",
        "'a\rb\r\nc\r\n', BARE_CR_OR_LF",
        "'\n\r\nc\r\n', BARE_CR_OR_LF",
        "'\r\r\nc\r\n', BARE_CR_OR_LF",
        "'a\r\rb\n\r\nc\r\n', BARE_CR_OR_LF",
        "'a\n\n\nb\r\nc\r\n', BARE_CR_OR_LF",
        "'a\nfar more than the limit\r\nc\r\n', BARE_CR_OR_LF",
        "'far more than the limit\nb\r\nc\r\n', BARE_CR_OR_LF"
    })
    void dropsEverythingUpToCrlf(String stream, Line.Fault fault) {
        for (int size = 1; size <= stream.length(); size++) {
            assertThat(new LineReaderTest().read(stream, size)).containsExactly(fault.name(), "c");
        }
    }

    @Test
    void refusesNul() {
        assertThat(read("a\0b\r\nc\r\n\0\n\r\nd\r\n", 4)).containsExactly("NUL", "c", "NUL", "d");
    }

    @Test
    void reportsABareLineEndBeforeCrlfHasCome() {
        assertThat(reader.read(buffer("NOOP\n"))).contains(Line.Fault.BARE_CR_OR_LF);
        assertThat(reader.read(buffer("NOOP\n"))).isEmpty();
    }

    @Test
    @Requirement("SMTP-13")
    void growsWithWhatAMechanismNeeds_SMTP13() {
        MechanismInfo small = MechanismInfo.named("SMALL").maxMessage(9000).build();
        MechanismInfo large = MechanismInfo.named("LARGE").maxMessage(20000).build();

        assertThat(LineReader.limit(List.of())).isEqualTo(12288);
        assertThat(LineReader.limit(List.of(small))).isEqualTo(12288);
        assertThat(LineReader.limit(List.of(small, large))).isEqualTo("AUTH 01234567890123456789 ".length() + 26668);
    }

    @Test
    void keepsWhatItHasWhenTheLimitChanges() {
        reader.read(buffer("01234"));
        reader.limit(3);

        assertThat(reader.read(buffer("\r\n")))
                .map(line -> ((Line.Complete) line).octets())
                .contains(octets("01234"));
        assertThat(reader.read(buffer("0123\r\n"))).contains(Line.Fault.TOO_LONG);
    }

    @Test
    @Requirement("SEC-07")
    void leavesTheOctetsOutOfItsText_SEC07() {
        assertThat(new Line.Complete(octets("secret"))).hasToString("Complete[6 octets]");
    }

    @ParameterizedTest
    @CsvSource({
        "auth plain AAAA, AUTH",
        "QUIT, QUIT",
        "'', ''",
        "' x', ''",
        "mail from:<>, MAIL",
        "quit\tnow, 'QUIT\tNOW'"
    })
    @Requirement("SMTP-10")
    void findsTheVerbInAnyCase_SMTP10(String line, String verb) {
        assertThat(new Line.Complete(octets(line)).verb()).isEqualTo(verb);
    }

    private List<String> read(String stream, int size) {
        List<String> lines = new ArrayList<>();
        byte[] octets = octets(stream);
        for (int i = 0; i < octets.length; i += size) {
            ByteBuffer in = ByteBuffer.wrap(octets, i, Math.min(size, octets.length - i));
            for (Optional<Line> line; (line = reader.read(in)).isPresent(); ) {
                lines.add(describe(line.get()));
            }
        }
        return lines;
    }

    private static String describe(Line line) {
        return line instanceof Line.Complete complete
                ? new String(complete.octets(), java.nio.charset.StandardCharsets.ISO_8859_1)
                : line.toString();
    }
}
