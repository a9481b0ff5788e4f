package org.countersign.smtp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.clear;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event loop with a directory that answers on threads of its own; {@link EventLoopServer} is the embedder. */
class EventLoopEmbedderTest {
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService directory = Executors.newCachedThreadPool();
    private final BlockingQueue<String> network = new LinkedBlockingQueue<>();
    private final Set<Thread> writers = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        loop.shutdownNow();
        directory.shutdownNow();
    }

    @Test
    @Requirement("SMTP-32")
    void keepsPipelinedInputUntilTheDirectoryHasAnswered_SMTP32() throws Exception {
        CompletableFuture<Void> held = new CompletableFuture<>();
        SmtpServerSession session = session(sasl().directory(
                        (user, realm) -> held.thenComposeAsync(free -> Fixtures.USERS.find(user, realm), directory)));
        EventLoopServer server = new EventLoopServer(session, List.of(), this::write);

        onLoop(() -> server.received(octets("EHLO c\r\n" + Fixtures.AUTH_AS_TIM + "\r\nMAIL FROM:<>\r\nQUIT\r\n")));
        assertThat(next()).startsWith("250-smtp.example.com Hello c");
        assertThat(onLoop(server::waiting)).isEqualTo("MAIL FROM:<>\r\nQUIT\r\n".length());
        assertThat(network).isEmpty();

        held.complete(null);
        assertThat(next()).startsWith("235 ");
        assertThat(next()).startsWith("250 2.1.0 ");
        assertThat(next()).startsWith("221 ");
        assertThat(writers).hasSize(1);
    }

    @Test
    void survivesAnyNumberOfPipelinedAttempts() throws Exception {
        SmtpServerSession session = SmtpServerSide.with(sasl().build())
                .failuresAllowed(Integer.MAX_VALUE)
                .build()
                .session(clear(), loop);
        EventLoopServer server = new EventLoopServer(session, List.of(), this::write);

        onLoop(() -> server.received(octets("EHLO c\r\n" + "AUTH PLAIN AHRpbQB3cm9uZw==\r\n".repeat(20_000))));

        next();
        for (int i = 0; i < 20_000; i++) {
            assertThat(next()).startsWith("535 ");
        }
    }

    @Test
    @Requirement("SEC-05")
    void endsAnAttemptThatNobodyAnswers_SEC05() throws Exception {
        SmtpServerSession session = session(
                sasl().directory((user, realm) -> new CompletableFuture<>()).deadline(Duration.ofMillis(20)));
        EventLoopServer server = new EventLoopServer(session, List.of(), this::write);
        onLoop(() -> {
            server.received(octets("EHLO c\r\n" + Fixtures.AUTH_AS_TIM + "\r\nVRFY tim\r\n"));
            loop.schedule(session::expire, session.nanosLeft(), NANOSECONDS);
        });

        next();
        assertThat(next()).startsWith("454 4.7.0 ");
        assertThat(next()).startsWith("530 ");
    }

    @Test
    @Requirement("SASL-10")
    void ignoresAnAnswerThatComesAfterTheConnectionIsGone_SASL10() throws Exception {
        for (int i = 0; i < 500; i++) {
            CompletableFuture<Void> held = new CompletableFuture<>();
            SmtpServerSession session = session(sasl().directory((user, realm) ->
                    held.thenComposeAsync(free -> Fixtures.USERS.find(user, realm), directory)));
            EventLoopServer server = new EventLoopServer(session, List.of(), this::write);
            onLoop(() -> server.received(octets("EHLO c\r\n" + Fixtures.AUTH_AS_TIM + "\r\n")));
            next();

            held.complete(null);
            onLoop(session::close);

            // the answer or the end, whichever was first
            assertThat(next()).matches("(?s)(235|501) .*");
            assertThat(session.pending()).isFalse();
        }
    }

    private SmtpServerSession session(ServerSide.Builder sasl) {
        return SmtpServerSide.with(sasl.build()).build().session(clear(), loop);
    }

    private void write(byte[] octets) {
        writers.add(Thread.currentThread());
        network.add(new String(octets, StandardCharsets.US_ASCII));
    }

    private String next() throws InterruptedException {
        String reply = network.poll(30, SECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    private void onLoop(Task task) throws Exception {
        Future<?> done = loop.submit(() -> {
            task.run();
            return null;
        });
        done.get(30, SECONDS);
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(30, SECONDS);
    }

    private interface Task {
        void run() throws Exception;
    }
}
