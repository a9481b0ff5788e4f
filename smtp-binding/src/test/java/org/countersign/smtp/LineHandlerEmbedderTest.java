package org.countersign.smtp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.sasl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;

/**
 * A server that reads lines itself and calls handlers that must answer at once, in the manner of Apache James: a handler
 * for each command, and a stack of handlers for lines that are not commands. Such a handler joins.
 */
class LineHandlerEmbedderTest {

    /** The server's, of which the handler sees the stack and its own attachment. */
    private static final class Connection {
        final Deque<LineHandler> lineHandlers = new ArrayDeque<>();
        final SmtpServerSession session;

        Connection(SmtpServerSession session) {
            this.session = session;
        }

        /** One line from the client, without its end; the answer is the code and the text. */
        String line(String line) {
            LineHandler top = lineHandlers.peek();
            if (top != null) {
                return top.onLine(this, line.getBytes(StandardCharsets.ISO_8859_1));
            }
            int blank = line.indexOf(' ');
            String verb = blank < 0 ? line : line.substring(0, blank);
            return verb.equalsIgnoreCase("AUTH")
                    ? new AuthHandler().onCommand(this, blank < 0 ? "" : line.substring(blank + 1))
                    : session.refusal(verb).map(AuthHandler::text).orElse("250 OK");
        }
    }

    private interface LineHandler {
        String onLine(Connection connection, byte[] line);
    }

    /** The adapter. */
    private static final class AuthHandler implements LineHandler {

        String onCommand(Connection connection, String argument) {
            byte[] line = ("AUTH " + argument).getBytes(StandardCharsets.ISO_8859_1);
            SmtpReply reply = join(connection.session, connection.session.auth(line));
            if (connection.session.expectsResponse()) {
                connection.lineHandlers.push(this);
            }
            return text(reply);
        }

        @Override
        public String onLine(Connection connection, byte[] line) {
            SmtpReply reply = join(connection.session, connection.session.response(line));
            if (!connection.session.expectsResponse()) {
                connection.lineHandlers.pop();
            }
            return text(reply);
        }

        private static SmtpReply join(SmtpServerSession session, CompletionStage<SmtpReply> stage) {
            CompletableFuture<SmtpReply> reply = stage.toCompletableFuture();
            try {
                return reply.get(session.nanosLeft(), NANOSECONDS);
            } catch (TimeoutException e) {
                session.expire();
                return reply.join();
            } catch (ExecutionException | InterruptedException e) {
                session.close();
                throw new IllegalStateException(e);
            }
        }

        static String text(SmtpReply reply) {
            return reply.lines().get(0);
        }
    }

    @Test
    @Requirement({"SMTP-07", "SMTP-17"})
    void carriesAnExchange_SMTP07() {
        Connection connection = connection(sasl());

        assertThat(connection.line("auth login")).isEqualTo("334 VXNlcm5hbWU6");
        assertThat(connection.line("dGlt")).isEqualTo("334 UGFzc3dvcmQ6");
        assertThat(connection.line("*")).startsWith("501 5.7.0 ");
        assertThat(connection.lineHandlers).isEmpty();
        assertThat(connection.line("MAIL FROM:<>")).startsWith("530 5.7.0 ");
        assertThat(connection.line(Fixtures.AUTH_AS_TIM)).startsWith("235 2.7.0 ");
        assertThat(connection.line("MAIL FROM:<>")).isEqualTo("250 OK");
    }

    @Test
    void joinsADirectoryThatAnswersLater() {
        Connection connection = connection(sasl().directory((user, realm) ->
                CompletableFuture.supplyAsync(() -> user).thenCompose(name -> Fixtures.USERS.find(name, realm))));

        assertThat(connection.line(Fixtures.AUTH_AS_TIM)).startsWith("235 2.7.0 ");
    }

    @Test
    @Requirement("SEC-05")
    void doesNotWaitForEver_SEC05() {
        Connection connection = connection(
                sasl().directory((user, realm) -> new CompletableFuture<>()).deadline(Duration.ofMillis(20)));

        assertThat(connection.line(Fixtures.AUTH_AS_TIM)).startsWith("454 4.7.0 ");
    }

    private static Connection connection(ServerSide.Builder sasl) {
        return new Connection(Fixtures.greeted(sasl));
    }
}
