package org.countersign.dialogues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private static Reply reply(String... lines) {
        return Reply.split(List.of(lines)).get(0);
    }

    @Test
    void findsAllDialogues() {
        assertThat(Dialogue.all("server")).extracting(Dialogue::name).contains("server/base64", "server/half-close");
        assertThat(Dialogue.all("client")).extracting(Dialogue::name).contains("client/refused");
    }

    @Test
    void readsTurns() {
        Dialogue dialogue = Dialogue.read("server/half-close");

        Dialogue.Turn first = dialogue.turns().get(0);
        assertThat(first.events()).containsExactly("TLS");
        assertThat(first.client()).isEqualTo("EHLO c\r\n");
        assertThat(first.halfClose()).isFalse();
        Dialogue.Turn second = dialogue.turns().get(1);
        assertThat(second.client())
                .isEqualTo("AUTH PLAIN AHRpbQB3cm9uZw==\r\nAUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\nNOOP\r\n");
        assertThat(second.halfClose()).isTrue();
        assertThat(second.server()).extracting(Reply::code).containsExactly(535, 235, 250);
    }

    @Test
    void takesEscapesAway() {
        assertThat(Text.unescape("A{x00}{b*3}{=\\0tim}{x20}")).isEqualTo("A\0bbbAHRpbQ== ");
        assertThat(Text.unescape("{} {x} {*3}")).isEqualTo("{} {x} {*3}");
    }

    @Test
    void comparesRepliesOctetByOctet() {
        assertThat(reply("334{x20}").allows(reply("334 "))).isTrue();
        assertThat(reply("334{x20}").allows(reply("334"))).isFalse();
        assertThat(reply("250-a", "250 b").allows(reply("250-a", "250 b"))).isTrue();
        assertThat(reply("250-a", "250 b").allows(reply("250-a", "250 c"))).isFalse();
    }

    @Test
    void comparesOnlyWhatAPatternSays() {
        Reply sent = reply("250-mx", "250-AUTH PLAIN", "250 SIZE 1");

        assertThat(reply("250 ...").allows(sent)).isTrue();
        assertThat(reply("250 ...AUTH PLAIN, no STARTTLS").allows(sent)).isTrue();
        assertThat(reply("250 ...AUTH").allows(sent)).isFalse();
        assertThat(reply("250 ...no SIZE").allows(sent)).isFalse();
        assertThat(reply("354 ...").allows(sent)).isFalse();
        assertThat(reply("501 5.5.4 ...").allows(reply("501 5.5.4 Syntax"))).isTrue();
        assertThat(reply("501 5.5.4 ...").allows(reply("501-5.5.4 Syntax", "501 5.5.2 Syntax")))
                .isFalse();
    }

    @Test
    void letsAServerHaveItsOwnExtensions() {
        Reply sample = reply("250-smtp.example.com Hello", "250-AUTH GSSAPI PLAIN", "250 DSN")
                .inOtherWords();

        assertThat(sample.allows(reply("250-mx", "250-SIZE 1", "250 AUTH GSSAPI PLAIN")))
                .isTrue();
        assertThat(sample.allows(reply("250-mx", "250-STARTTLS", "250 AUTH GSSAPI PLAIN")))
                .isFalse();
        assertThat(sample.allows(reply("250-mx", "250 AUTH PLAIN"))).isFalse();
        assertThat(reply("250 2.0.0 OK").inOtherWords()).isEqualTo(reply("250 2.0.0 OK"));
    }

    @Test
    void readsAMatrix() {
        Matrix matrix = Matrix.read("matrix-clear");

        assertThat(matrix.events()).containsExactly("mechanisms PLAIN LOGIN CRAM-MD5");
        assertThat(matrix.cells().get(2)).isEqualTo(new Matrix.Cell("ehlo", List.of("EHLO c"), "EHLO c", 250));
        assertThat(matrix.cells()).anyMatch(cell -> cell.command().equals(" ") && cell.code() == 530);
    }
}
