package org.countersign.app.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.countersign.smtp.SmtpServerSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what is compiled here, and it works. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "org", "countersign", "app", "readme");

    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    @ParameterizedTest
    @ValueSource(strings = {"embed", "session", "line"})
    void showsHowToEmbedAsItIsCompiled(String region) throws IOException {
        assertThat(Files.readString(README)).contains(region("Embedding.java", region));
    }

    @Test
    void showsAWholeMechanismInAtMost60LinesAsItIsCompiled() throws IOException {
        String mechanism = region("SharedSecretMechanism.java", "mechanism");

        assertThat(Files.readString(README)).contains("```java\n" + mechanism + "```");
        assertThat(mechanism.lines()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void embedsInAtMost10Lines() throws IOException {
        assertThat(region("Embedding.java", "embed").lines().count()
                        + region("Embedding.java", "session").lines().count()
                        + region("Embedding.java", "line").lines().count())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void theEmbeddedServerAuthenticatesAClient() throws Exception {
        SmtpServerSession session =
                Embedding.session(Embedding.server(getClass().getClassLoader()), Runnable::run);
        session.ehlo();
        assertThat(session.keyword())
                .get()
                .asString()
                .contains(" SCRAM-SHA-256 ", " CRAM-MD5")
                .doesNotContain("PLAIN");

        String challenge =
                now(Embedding.line(session, ascii("AUTH CRAM-MD5"))).lines().get(0);
        ClientExchange client = client(Catalogue.load(getClass().getClassLoader()), "CRAM-MD5", "tanstaaftanstaaf");
        now(client.start());
        ClientReply.Send response = (ClientReply.Send)
                now(client.challenge(Base64.getDecoder().decode(challenge.substring("334 ".length()))));
        byte[] line = Base64.getEncoder().encode(response.data());

        assertThat(now(Embedding.line(session, line)).code()).isEqualTo(235);
        assertThat(session.authenticated()).map(Authenticated::authorizationId).hasValue("tim");
    }

    @Test
    void theMechanismAuthenticatesAClientAndRefusesAWrongPassword() {
        assertThat(authenticate("tanstaaftanstaaf")).isInstanceOf(ServerReply.Success.class);
        assertThat(authenticate("something else")).isInstanceOf(ServerReply.Failure.class);
    }

    private static ServerReply authenticate(String password) {
        Catalogue catalogue = Catalogue.of(new SharedSecretMechanism());
        Directory users = Directory.of(List.of(Account.of("tim", "{PLAIN}tanstaaftanstaaf")));
        ServerExchange server = ServerSide.with(catalogue)
                .directory(users)
                .build()
                .open("X-HMAC-SHA-256", FACTS, Runnable::run)
                .orElseThrow();
        ClientExchange client = client(catalogue, "X-HMAC-SHA-256", password);
        now(client.start());
        ServerReply.Challenge challenge = (ServerReply.Challenge) now(server.start(null));
        ClientReply.Send response = (ClientReply.Send) now(client.challenge(challenge.data()));
        return now(server.respond(response.data()));
    }

    private static ClientExchange client(Catalogue catalogue, String mechanism, String password) {
        return ClientSide.with(catalogue)
                .build()
                .open(
                        mechanism,
                        List.of(mechanism),
                        FACTS,
                        Credentials.password("tim", password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    /** The lines between the marks, without the indentation of the first. */
    private static String region(String file, String name) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(file));
        int begin = indexOf(lines, "// begin " + name);
        List<String> region = lines.subList(begin + 1, indexOf(lines, "// end " + name));
        int indentation = region.get(0).length() - region.get(0).stripLeading().length();
        StringBuilder text = new StringBuilder();
        region.forEach(line ->
                text.append(line.isBlank() ? "" : line.substring(indentation)).append('\n'));
        return text.toString();
    }

    private static int indexOf(List<String> lines, String mark) {
        return lines.stream().map(String::strip).toList().indexOf(mark);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
