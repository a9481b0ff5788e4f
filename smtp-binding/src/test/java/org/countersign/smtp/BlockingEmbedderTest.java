package org.countersign.smtp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.clientSide;
import static org.countersign.smtp.Fixtures.mechanism;
import static org.countersign.smtp.Fixtures.sasl;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocking server and blocking client over a real connection. */
class BlockingEmbedderTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<AuditEvent> audit = new LinkedBlockingQueue<>();
    private final Credentials tim = Credentials.password("tim", "tanstaaftanstaaf".toCharArray());
    private final ClientSide clientSide =
            clientSide(mechanism("PLAIN"), mechanism("LOGIN"), mechanism("CRAM-MD5"), new ExampleMechanisms.Mutual());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @Requirement({"SMTP-05", "SMTP-07"})
    void authenticatesWithPlain_SMTP05() throws Exception {
        assertThat(login(sasl(), tim)).isEqualTo(new ClientAction.Authenticated("PLAIN"));
    }

    @Test
    @Requirement({"SMTP-07", "CRAM-09"})
    void authenticatesWithCramMd5_CRAM09() throws Exception {
        assertThat(login(sasl(mechanism("CRAM-MD5"), mechanism("PLAIN")), tim))
                .isEqualTo(new ClientAction.Authenticated("CRAM-MD5"));
    }

    @Test
    @Requirement("SASL-08")
    void authenticatesMutually_SASL08() throws Exception {
        assertThat(login(sasl(new ExampleMechanisms.Mutual()), tim))
                .isEqualTo(new ClientAction.Authenticated("X-MUTUAL"));
    }

    @Test
    void authenticatesThroughADirectoryOnOtherThreads() throws Exception {
        ServerSide.Builder elsewhere = sasl(mechanism("LOGIN"))
                .directory((user, realm) -> CompletableFuture.supplyAsync(() -> user, threads)
                        .thenCompose(u -> Fixtures.USERS.find(u, realm)));

        assertThat(login(elsewhere, tim)).isEqualTo(new ClientAction.Authenticated("LOGIN"));
    }

    @Test
    @Requirement("SMTP-21")
    void tellsTheRefusal_SMTP21() throws Exception {
        ClientAction action = login(sasl(), Credentials.password("tim", "wrong".toCharArray()));

        assertThat(action).isEqualTo(new ClientAction.Refused(Replies.REFUSED, null));
    }

    @Test
    @Requirement("SEC-05")
    void answersInTimeWhateverTheDirectoryDoes_SEC05() throws Exception {
        ServerSide.Builder never =
                sasl().directory((user, realm) -> new CompletableFuture<>()).deadline(Duration.ofMillis(20));

        assertThat(login(never, tim)).isEqualTo(new ClientAction.Refused(Replies.TEMPORARY, null));
        assertThat(audit.poll(30, SECONDS)).extracting(AuditEvent::cause).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    @Requirement("SASL-10")
    void endsTheAttemptOfAClientThatIsGone_SASL10() throws Exception {
        try (ServerSocket listener = listen()) {
            Future<?> served = serve(sasl(), listener);
            try (Socket socket = connect(listener)) {
                socket.getOutputStream().write(Fixtures.octets("EHLO c\r\nAUTH LOGIN\r\ndGlt\r\n"));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("334 UGFzc3dvcmQ6\r\n");
            }
            served.get(30, SECONDS);
        }
        assertThat(audit.poll(30, SECONDS)).extracting(AuditEvent::cause).isEqualTo(FailureKind.ABORTED);
    }

    private ClientAction login(ServerSide.Builder sasl, Credentials credentials) throws Exception {
        try (ServerSocket listener = listen()) {
            Future<?> served = serve(sasl, listener);
            ClientAction action;
            try (BlockingClient client = new BlockingClient(clientSide, connect(listener))) {
                action = client.login(credentials);
            }
            served.get(30, SECONDS);
            return action;
        }
    }

    private Future<?> serve(ServerSide.Builder sasl, ServerSocket listener) {
        SmtpServerSide side =
                SmtpServerSide.with(sasl.audit(audit::add).build()).build();
        return threads.submit(() -> {
            new BlockingServer(side, listener.accept()).serve();
            return null;
        });
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Socket connect(ServerSocket listener) throws Exception {
        return new Socket(listener.getInetAddress(), listener.getLocalPort());
    }
}
