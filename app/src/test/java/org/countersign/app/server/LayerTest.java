package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LayerTest {
    /** Turns octets round, and puts an octet 42 before. */
    private static final class Turned implements SecurityLayer {
        @Override
        public boolean confidential() {
            return false;
        }

        @Override
        public int maxPlain() {
            return 16;
        }

        @Override
        public int maxReceive() {
            return 64;
        }

        @Override
        public byte[] wrap(byte[] plain, int offset, int length) {
            byte[] wrapped = new byte[length + 1];
            wrapped[0] = 42;
            for (int i = 0; i < length; i++) {
                wrapped[i + 1] = (byte) ~plain[offset + i];
            }
            return wrapped;
        }

        @Override
        public byte[] unwrap(byte[] buffer) throws LayerException {
            if (buffer[0] != 42) {
                throw new LayerException("not 42");
            }
            byte[] turned = wrap(buffer, 1, buffer.length - 1);
            return Arrays.copyOfRange(turned, 1, turned.length);
        }

        @Override
        public void close() {}
    }

    /** Believes everybody. */
    private static final class Credulous implements ServerMechanism {
        @Override
        public MechanismInfo info() {
            return MechanismInfo.named("X-LAYER").traits(Trait.SECURITY_LAYER).build();
        }

        @Override
        public ServerStep start(ServerContext context, byte[] user) {
            return ServerStep.success(new String(user, ISO_8859_1)).layer(new Turned());
        }
    }

    private static SubmissionServer server() throws IOException {
        return SubmissionServer.start(Servers.options().build(), Catalogue.of(new Credulous()));
    }

    private final LayerCodec layer = new LayerCodec(new Turned());

    private byte[] protect(String text) throws SecurityLayer.LayerException {
        byte[] octets = text.getBytes(ISO_8859_1);
        return layer.encode(octets, 0, octets.length);
    }

    /** What the server sends until it has sent a line of this beginning, which is the last of a reply. */
    private String protectedReply(RawClient client, String last) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        while (!plain.toString(ISO_8859_1).matches("(?s)(.*\n)?" + last + "[^\n]*\n")) {
            plain.writeBytes(layer.decode(new byte[] {(byte) client.read()}, 0, 1));
        }
        return plain.toString(ISO_8859_1);
    }

    @Test
    @Requirement({"SMTP-26", "TLS-07", "SMTP-27"})
    void theLayerBeginsAtTheRightOctet_SMTP26_TLS07_SMTP27() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            ByteArrayOutputStream inOnePiece = new ByteArrayOutputStream();
            inOnePiece.writeBytes(("AUTH X-LAYER " + RawClient.base64("tim") + "\r\n").getBytes(ISO_8859_1));
            inOnePiece.writeBytes(protect("MAIL FROM:<>\r\nEHLO client.example\r\nMAIL FROM:<>\r\n"));
            client.send(inOnePiece.toByteArray());

            assertThat(client.reply()).startsWith("235 2.7.0 ");
            assertThat(protectedReply(client, "250 2"))
                    .startsWith("503 5.5.1 Send EHLO first\r\n250-mail.example\r\n")
                    .endsWith("\r\n250 2.1.0 Sender accepted\r\n");
        }
    }

    @Test
    @Requirement("SMTP-28")
    void theLayerIsInsideOfTls_SMTP28() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        ServerOptions options = Servers.options().tls(ServerTls.of(certificate)).build();
        try (SubmissionServer server = SubmissionServer.start(options, Catalogue.of(new Credulous()));
                RawClient client = RawClient.greeted(server)) {
            client.command("STARTTLS");
            client.handshake(ClientTls.trusting(certificate));
            client.command("EHLO client.example");
            assertThat(client.command("AUTH X-LAYER " + RawClient.base64("tim")))
                    .startsWith("235 ");
            client.send(protect("NOOP\r\nQUIT\r\n"));
            assertThat(protectedReply(client, "221")).isEqualTo("250 2.0.0 OK\r\n221 2.0.0 Bye\r\n");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @Requirement("SASL-21")
    void aBufferThatIsNotGenuineEndsTheConnection_SASL21() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.command("AUTH X-LAYER " + RawClient.base64("tim"));
            client.send(new byte[] {0, 0, 0, 2, 41, 0});
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @Requirement("SASL-20")
    void aBufferThatIsTooLongEndsTheConnection_SASL20() throws Exception {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.command("AUTH X-LAYER " + RawClient.base64("tim"));
            client.send("NOOP\r\n"); // in clear: a length of a gigabyte
            assertThat(client.isClosed()).isTrue();
        }
    }
}
