package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.buffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    private final ReplyReader reader = new ReplyReader();

    @Test
    @Requirement({"CODE-01", "CODE-02"})
    void readsRepliesHoweverTheyCome_CODE01() {
        String stream = "220 \r\n250-h\r\n250-SIZE\r\n250 AUTH PLAIN\r\n535-5.7.8 a\r\n535 5.7.8 b\r\n334 \r\n221\r\n";
        for (int size = 1; size <= stream.length(); size++) {
            List<Received> received = new ArrayList<>();
            for (int i = 0; i < stream.length(); i += size) {
                ByteBuffer in = buffer(stream.substring(i, Math.min(i + size, stream.length())));
                for (Optional<Received> next; (next = reader.read(in)).isPresent(); ) {
                    received.add(next.get());
                }
            }
            assertThat(received)
                    .extracting(reply -> ((Received.Reply) reply).reply())
                    .containsExactly(
                            SmtpReply.plain(220, ""),
                            SmtpReply.plain(250, "h", "SIZE", "AUTH PLAIN"),
                            SmtpReply.of(535, "5.7.8", "a", "b"),
                            SmtpReply.challenge(new byte[0]),
                            SmtpReply.plain(221, ""));
        }
    }

    @Test
    @Requirement("TLS-06")
    void takesNothingBehindTheReply_TLS06() {
        ByteBuffer in = buffer("220 Go\r\n250-injected\r\n");

        reader.read(in);

        assertThat(in.position()).isEqualTo("220 Go\r\n".length());
    }

    @ParameterizedTest
    @CsvSource({
        "'250 2.1.0 OK', 2.1.0, OK",
        "'250 2.1.0', 2.1.0, ''",
        "'250 5.1.0 OK', , 5.1.0 OK",
        "'250 2.1 OK', , 2.1 OK",
        "'334 3.0.0', , 3.0.0"
    })
    @Requirement("CODE-02")
    void knowsAnEnhancedCodeOfTheSameClass_CODE02(String line, String enhancedCode, String text) {
        SmtpReply reply = ((Received.Reply) reader.read(buffer(line + "\r\n")).orElseThrow()).reply();

        assertThat(reply.enhancedCode()).isEqualTo(enhancedCode);
        assertThat(reply.text()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "25x OK",
                "199 OK",
                "600 OK",
                "2500 OK",
                "2/0 OK",
                "2:0 OK",
                "250\tOK",
                "250-a\r\n251 b",
                "250-a\r\nb",
                "250 a\nb",
                "250 a\rb",
                "250 a\u0000b",
                " 250 OK",
                "\u06625\u0660 OK"
            })
    void reportsWhatIsNotAReply(String lines) {
        assertThat(reader.read(buffer(lines + "\r\n"))).contains(Received.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 209, 290, 599})
    void readsAllCodes(int code) {
        assertThat(reader.read(buffer(code + " x\r\n"))).contains(new Received.Reply(SmtpReply.plain(code, "x")));
    }

    @Test
    void takesALineWithoutABlankBehindItsCodeAndTextOfOneCharacter() {
        assertThat(reader.read(buffer("250-\r\n250  x\r\n")))
                .contains(new Received.Reply(SmtpReply.plain(250, "", " x")));
    }

    @Test
    @Requirement({"SMTP-13", "SEC-08"})
    void boundsLinesAndTheirNumber_SEC08() {
        assertThat(reader.read(buffer("334 " + "A".repeat(12284) + "\r\n"))).containsInstanceOf(Received.Reply.class);
        assertThat(reader.read(buffer("334 " + "A".repeat(12285) + "\r\n"))).contains(Received.Fault.TOO_LONG);
        assertThat(new ReplyReader().read(buffer("250-x\r\n".repeat(127) + "250 x\r\n")))
                .containsInstanceOf(Received.Reply.class);
        assertThat(new ReplyReader().read(buffer("250-x\r\n".repeat(128) + "250 x\r\n")))
                .contains(Received.Fault.TOO_LONG);
    }

    @Test
    @Requirement("SMTP-13")
    void takesChallengesAsLargeAsAMechanismNeeds_SMTP13() {
        reader.makeRoomFor(List.of(new TestMechanisms.Large().info()));

        assertThat(reader.read(buffer("334 " + "A".repeat(26668) + "\r\n"))).containsInstanceOf(Received.Reply.class);
    }

    @Test
    void replacesWhatCanNotBePrinted() {
        assertThat(reader.read(buffer("220 a\u001b[2Jb\u0085\r\n")))
                .contains(new Received.Reply(SmtpReply.plain(220, "a?[2Jb?")));
    }
}
