package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.countersign.app.server.DataReader.Progress;
import org.countersign.smtp.MailAuth;
import org.junit.jupiter.api.Test;

class IncomingMessageTest {
    /** Remembers what was done to it, and can be told to fail. */
    private static final class Store implements MailStore, MailStore.Delivery {
        final StringBuilder written = new StringBuilder();
        final List<String> calls = new ArrayList<>();
        String failing = "";

        @Override
        public Delivery begin(String id) {
            calls.add("begin");
            return this;
        }

        @Override
        public void write(byte[] octets) throws IOException {
            call("write");
            written.append(new String(octets, US_ASCII));
        }

        @Override
        public void commit() throws IOException {
            call("commit");
        }

        @Override
        public void close() {
            calls.add("close");
        }

        private void call(String name) throws IOException {
            calls.add(name);
            if (failing.equals(name)) {
                throw new IOException("as the test wants it");
            }
        }
    }

    private final Store store = new Store();

    private IncomingMessage message(long limit) {
        return new IncomingMessage(
                store,
                limit,
                new Envelope(
                        "a@b",
                        List.of("c@d"),
                        new MailAuth.Absent(),
                        "client.example",
                        InetAddress.getLoopbackAddress(),
                        "h",
                        "ESMTPA",
                        null));
    }

    private static Progress read(IncomingMessage message, String text) {
        return message.read(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    @Test
    void storesTraceAndMessage() {
        IncomingMessage message = message(100);
        assertThat(read(message, "Subject: x\r\n\r\nHel")).isEqualTo(Progress.MORE);
        message.storePart();
        assertThat(read(message, "lo\r\n.\r\n")).isEqualTo(Progress.END);

        assertThat(message.finish().toString()).matches("250 2\\.0\\.0 Accepted as [0-9a-f]{16}");

        assertThat(store.written.toString())
                .startsWith("Return-Path: <a@b>\r\nReceived: from client.example ")
                .endsWith("\r\nSubject: x\r\n\r\nHello\r\n")
                .containsOnlyOnce("Received:");
        assertThat(store.calls).endsWith("commit");
    }

    @Test
    void aPartIsFullAt64Kibioctets() {
        IncomingMessage message = message(1 << 20);
        read(message, "x".repeat((1 << 16) - 1));
        assertThat(message.partIsFull()).isFalse();
        read(message, "x");
        assertThat(message.partIsFull()).isTrue();
        message.storePart();
        assertThat(message.partIsFull()).isFalse();
    }

    @Test
    void theTraceDoesNotCountForTheLimit() {
        IncomingMessage message = message(3);
        read(message, "x\r\n.\r\n");
        assertThat(message.finish().code()).isEqualTo(250);
    }

    @Test
    void storesNothingOfAMessageThatIsTooLarge() {
        IncomingMessage message = message(2);
        read(message, "x\r\n.\r\n");
        assertThat(message.finish().toString()).startsWith("552 5.3.4 ");
        assertThat(store.calls).containsExactly("begin", "close");
    }

    @Test
    void aFailureToWriteIsToldAtTheEnd() {
        store.failing = "write";
        IncomingMessage message = message(100);
        read(message, "x\r\n");
        message.storePart();
        read(message, ".\r\n");
        assertThat(message.finish().toString()).startsWith("451 4.3.0 ");
        assertThat(store.calls).containsExactly("begin", "write", "close");
    }

    @Test
    void aFailureToCommitIsTold() {
        store.failing = "commit";
        IncomingMessage message = message(100);
        read(message, ".\r\n");
        assertThat(message.finish().toString()).startsWith("451 4.3.0 ");
        assertThat(store.calls).endsWith("commit", "close");
    }
}
