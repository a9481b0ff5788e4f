package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.countersign.app.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitsTest {
    private static String firstReply(SubmissionServer server) throws IOException {
        try (RawClient client = RawClient.connect(server)) {
            return client.reply();
        }
    }

    @Test
    void connectionsAreLimited() throws IOException {
        ServerOptions options = Servers.options().connectionLimit(2).build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient first = RawClient.greeted(server);
                RawClient second = RawClient.greeted(server)) {
            try (RawClient third = RawClient.connect(server)) {
                assertThat(third.reply()).startsWith("421 4.3.2 ");
                assertThat(third.isClosed()).isTrue();
            }
            assertThat(second.command("NOOP")).startsWith("250 ");

            first.command("QUIT");
            assertThat(first.isClosed()).isTrue();
            String reply = firstReply(server);
            while (reply.startsWith("421 ")) { // its place is given back a moment after it is closed
                reply = firstReply(server);
            }
            assertThat(reply).startsWith("220 ");
        }
    }

    @Test
    void aSilentClientIsSentAway() throws IOException {
        ServerOptions options =
                Servers.options().idleTimeout(Duration.ofMillis(50)).build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.connect(server)) {
            assertThat(client.reply()).startsWith("220 ");
            assertThat(client.reply()).startsWith("421 4.4.2 ");
            assertThat(client.isClosed()).isTrue();
        }
    }

    /** The replies are more than any buffer on the way takes. */
    @Test
    void aClientMaySendMuchBeforeItReads() throws IOException {
        int commands = 200_000;
        try (SubmissionServer server = Servers.cleartext();
                RawClient client = RawClient.greeted(server)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    client.send("VRFY tim\r\n".repeat(commands));
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            for (int i = 0; i < commands; i++) {
                if (!client.reply().equals("530 5.7.0 Authentication required")) {
                    throw new AssertionError("reply " + i);
                }
            }
            sent.join();
            assertThat(client.command("QUIT")).startsWith("221 ");
        }
    }

    @Test
    void sessionsAreToldOfTheEnd() throws IOException {
        SubmissionServer server = Servers.cleartext();
        try (RawClient client = RawClient.greeted(server)) {
            InetSocketAddress address = server.addresses().get(0);
            server.close();
            assertThat(client.reply()).startsWith("421 4.3.2 ");
            assertThat(client.isClosed()).isTrue();
            assertThatThrownBy(() -> RawClient.connect(address)).isInstanceOf(ConnectException.class);
            server.close(); // a second time does nothing
        }
    }

    @Test
    void listensWhereItIsTold() throws IOException {
        ServerOptions options = Servers.options()
                .listen(Servers.ANY_PORT, new Endpoint("localhost", 0))
                .build();
        try (SubmissionServer server = SubmissionServer.start(options)) {
            assertThat(server.addresses())
                    .hasSize(2)
                    .allSatisfy(address -> assertThat(address.getPort()).isPositive())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (SubmissionServer server = Servers.cleartext()) {
            Endpoint taken = new Endpoint("127.0.0.1", server.addresses().get(0).getPort());
            assertThatThrownBy(() -> SubmissionServer.start(
                            Servers.options().listen(taken).build()))
                    .isInstanceOf(BindException.class)
                    .hasMessageMatching("can not listen on 127\\.0\\.0\\.1:[0-9]+: Address already in use");
        }
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        Endpoint nowhere = new Endpoint("nowhere.invalid", 0);
        assertThatThrownBy(() ->
                        SubmissionServer.start(Servers.options().listen(nowhere).build()))
                .isInstanceOf(BindException.class)
                .hasMessage("can not listen on nowhere.invalid:0: unknown host");
    }
}
