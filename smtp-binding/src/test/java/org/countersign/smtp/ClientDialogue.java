package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.now;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.countersign.dialogues.Dialogue;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.dialogues.Text;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;

/**
 * Plays the server of a dialogue against a client. What the client is told to do: {@code ! EHLO domain},
 * {@code ! STARTTLS}, {@code ! login mechanism user password [authorizationId]}; and what happens: {@code ! TLS}.
 */
final class ClientDialogue {
    private final ClientSide sasl = Fixtures.clientSide(
            Fixtures.mechanism("PLAIN"),
            Fixtures.mechanism("LOGIN"),
            Fixtures.mechanism("CRAM-MD5"),
            ExampleMechanisms.named("EXTERNAL", 100).orElseThrow(),
            ExampleMechanisms.named("X-MUTUAL", 0).orElseThrow(),
            ExampleMechanisms.named("X-CONCEDE", 0).orElseThrow());
    private final SmtpClientSession session = new SmtpClientSession(sasl, Fixtures.clear(), Runnable::run);
    private final StringBuilder received = new StringBuilder();
    private Consumer<SmtpReply> onReply = greeting -> {};
    private String sent = "";
    private String result = "";

    private ClientDialogue() {}

    static void play(String name) {
        play(Dialogue.read("client/" + name));
    }

    static void play(Dialogue dialogue) {
        ClientDialogue player = new ClientDialogue();
        for (Dialogue.Step step : dialogue.steps()) {
            switch (step.kind()) {
                case 'C' -> assertThat(player.sent).isEqualTo(step.text() + "\r\n");
                case 'S' -> player.receives(Text.unescape(step.text()));
                case '=' -> assertThat(player.result).isEqualTo(step.text());
                default -> player.does(step.text().split(" "));
            }
        }
        assertThat(player.received).isEmpty();
    }

    private void receives(String line) {
        received.append(line).append("\r\n");
        if (line.length() < 4 || line.charAt(3) != '-') {
            sent = "nothing";
            Received reply = session.read(Fixtures.buffer(received.toString())).orElseThrow();
            received.setLength(0);
            onReply.accept(((Received.Reply) reply).reply());
        }
    }

    private void does(String... words) {
        switch (words[0]) {
            case "EHLO" -> {
                sends(session.ehlo(words[1]));
                onReply = session::ehloReply;
            }
            case "STARTTLS" -> {
                sends(session.startTls());
                onReply = reply -> result = String.valueOf(session.startTls(reply));
            }
            case "TLS" -> session.tlsStarted(Fixtures.tls(), Fixtures.buffer(""));
            case "login" -> {
                Identities who = new Identities(words[2], words.length > 4 ? words[4] : null);
                Credentials credentials = words[1].equals("EXTERNAL")
                        ? Credentials.withoutSecret(new Identities("", null))
                        : Credentials.password(who, words[3].toCharArray());
                onReply = reply -> acts(now(session.reply(reply)));
                acts(now(session.auth(words[1], credentials)));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void acts(ClientAction action) {
        result = action.toString();
        if (action instanceof ClientAction.Send send) {
            sends(send.line());
        }
    }

    private void sends(byte[] line) {
        sent = new String(line, StandardCharsets.US_ASCII);
    }
}
