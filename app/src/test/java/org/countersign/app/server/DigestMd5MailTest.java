package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.countersign.sasl.digestmd5.DigestMd5Options;
import org.countersign.sasl.digestmd5.LayerCipher;
import org.countersign.sasl.digestmd5.Qop;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole mail behind the layer of DIGEST-MD5. */
@Timeout(30)
class DigestMd5MailTest {
    @TempDir
    private Path maildir;

    @ParameterizedTest
    @EnumSource(LayerCipher.class)
    @Requirement({"DIG-34", "DIG-40", "SMTP-26"})
    void aMailIsEncryptedFromTheFirstOctetBehindTheLogin_DIG40(LayerCipher cipher) throws Exception {
        DigestMd5Options options =
                DigestMd5Options.safe().offering(Qop.AUTH_CONF).sealing(cipher).receiving(4096);
        Catalogue catalogue = Catalogue.of(new DigestMd5Mechanism(options));
        String body = "x".repeat(900) + "\r\n";
        try (SubmissionServer server = SubmissionServer.start(
                        Servers.options().maildir(maildir).build(), catalogue);
                RawClient client = RawClient.greeted(server);
                LayerCodec layer = logIn(client, catalogue)) {
            send(client, layer, "EHLO client.example\r\nMAIL FROM:<tim@client.example>\r\n");
            send(client, layer, "RCPT TO:<ada@server.example>\r\nDATA\r\n");
            assertThat(receive(client, layer, "354")).doesNotContain("\n5");
            send(client, layer, "Subject: secret\r\n\r\n" + body.repeat(20) + ".\r\nQUIT\r\n");
            assertThat(receive(client, layer, "221")).startsWith("250 2.0.0 Accepted as ");
        }
        assertThat(stored()).contains("Subject: secret\r\n").endsWith("\r\n\r\n" + body.repeat(20));
    }

    private static LayerCodec logIn(RawClient client, Catalogue catalogue) throws Exception {
        ConnectionFacts facts =
                ConnectionFacts.of("smtp", "mail.example").layersPossible(true).build();
        ClientExchange exchange = ClientSide.with(catalogue)
                .build()
                .open(
                        "DIGEST-MD5",
                        List.of("DIGEST-MD5"),
                        facts,
                        Credentials.password("tim", RawClient.PASSWORD.toCharArray()),
                        Runnable::run)
                .orElseThrow();
        now(exchange.start());
        String reply = client.command("AUTH DIGEST-MD5");
        while (reply.startsWith("334 ")) {
            byte[] challenge = Base64.getDecoder().decode(reply.substring(4));
            byte[] response = ((ClientReply.Send) now(exchange.challenge(challenge))).data();
            reply = client.command(Base64.getEncoder().encodeToString(response));
        }
        assertThat(reply).startsWith("235 ");
        return new LayerCodec(((ClientReply.Success) now(exchange.outcome(true, null))).layer());
    }

    private static void send(RawClient client, LayerCodec layer, String text) throws Exception {
        byte[] octets = text.getBytes(ISO_8859_1);
        client.send(layer.encode(octets, 0, octets.length));
    }

    /** What the server sends until it has sent a line of this beginning. */
    private static String receive(RawClient client, LayerCodec layer, String last) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        while (!plain.toString(ISO_8859_1).matches("(?s)(.*\n)?" + last + "[^\n]*\n")) {
            plain.writeBytes(layer.decode(new byte[] {(byte) client.read()}, 0, 1));
        }
        return plain.toString(ISO_8859_1);
    }

    private String stored() throws Exception {
        try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
            return Files.readString(files.findFirst().orElseThrow(), ISO_8859_1);
        }
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
