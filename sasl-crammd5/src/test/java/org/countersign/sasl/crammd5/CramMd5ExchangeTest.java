package org.countersign.sasl.crammd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides through the real drivers. */
class CramMd5ExchangeTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();
    private static final int CHALLENGE = "<CByLEDBhSCgnhMZ+N23F6w@mail.example.org>".length();

    private final Catalogue catalogue = Catalogue.of(new CramMd5Mechanism());
    private final List<AuditEvent> audit = new ArrayList<>();
    private final ServerSide server = ServerSide.with(catalogue)
            .directory(Directory.of(List.of(
                    Account.of("Kurt", "{PLAIN}xipj3plmq"),
                    Account.of("Test", "{CRAM-MD5}e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6"),
                    Account.of("Hash", "{OTHER}xipj3plmq"),
                    Account.of("Void", "{CRAM-MD5}xipj3plmq"))))
            .audit(audit::add)
            .build();
    private final ClientSide client = ClientSide.with(catalogue).build();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(CramMd5Mechanism.class.getClassLoader());

        assertThat(found.find("CRAM-MD5")).get().isInstanceOf(CramMd5Mechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Kurt, xipj3plmq", "Test, test"})
    @Requirement({"CRAM-02", "CRAM-07"})
    void letsInWhoeverKnowsThePassword_CRAM02(String user, String password) {
        assertThat(authenticate(user, password)).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named(user));
            assertThat(success.who().authorizationId()).isEqualTo(user);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Kurt, wrong digest",
        "Test, wrong digest",
        "Gast, unknown user",
        "Hash, no usable CRAM-MD5 verifier",
        "Void, no usable CRAM-MD5 verifier"
    })
    @Requirement({"CRAM-09", "SEC-04"})
    void tellsNobodyWhyItRefuses_SEC04(String user, String cause) {
        assertThat(authenticate(user, "tanstaaf")).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThat(sizes).containsExactly(CHALLENGE);
        assertThat(audit).extracting(AuditEvent::detail).containsExactly(cause);
    }

    @Test
    @Requirement({"CRAM-09", "SASL-07"})
    void refusesAnInitialResponse_CRAM09() {
        ServerExchange exchange = open();

        assertThat(now(exchange.start("Kurt 0123456789abcdef0123456789abcdef".getBytes(UTF_8))))
                .isEqualTo(new ServerReply.Failure(FailureKind.INITIAL_RESPONSE_NOT_ALLOWED));
    }

    @Test
    @Requirement("CRAM-10")
    void allowsNoSecondGuessOnOneChallenge_CRAM10() {
        ServerExchange exchange = open();
        now(exchange.start(null));
        byte[] guess = "Kurt 0123456789abcdef0123456789abcdef".getBytes(UTF_8);

        assertThat(now(exchange.respond(guess.clone()))).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThatIllegalStateException().isThrownBy(() -> exchange.respond(guess.clone()));
    }

    @Test
    @Requirement("SEC-08")
    void refusesAResponseOverItsLimit_SEC08() {
        ServerExchange exchange = open();
        now(exchange.start(null));
        byte[] response = ("u".repeat(1025) + " 0123456789abcdef0123456789abcdef").getBytes(UTF_8);

        assertThat(now(exchange.respond(response))).isEqualTo(new ServerReply.Failure(FailureKind.MALFORMED));
    }

    private ServerExchange open() {
        return server.open("CRAM-MD5", FACTS, Runnable::run).orElseThrow();
    }

    private ServerReply authenticate(String user, String password) {
        ServerExchange serving = open();
        ClientExchange asking = client.open(
                        "CRAM-MD5",
                        List.of("CRAM-MD5"),
                        FACTS,
                        Credentials.password(user, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
        ServerReply reply = now(serving.start(((ClientReply.Send) now(asking.start())).data()));
        while (reply instanceof ServerReply.Challenge challenge) {
            sizes.add(challenge.data().length);
            reply = now(serving.respond(((ClientReply.Send) now(asking.challenge(challenge.data()))).data()));
        }
        return reply;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
