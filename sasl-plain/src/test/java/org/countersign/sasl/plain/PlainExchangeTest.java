package org.countersign.sasl.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.TlsFacts;
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
class PlainExchangeTest {
    private static final ConnectionFacts PLAINTEXT =
            ConnectionFacts.of("smtp", "mail.example.org").build();
    private static final ConnectionFacts TLS = ConnectionFacts.of("smtp", "mail.example.org")
            .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
            .build();

    private final Catalogue catalogue = Catalogue.of(new PlainMechanism());
    private final List<AuditEvent> audit = new ArrayList<>();
    private final ServerSide server = ServerSide.with(catalogue)
            .directory(Directory.of(List.of(
                    Account.of("Kurt", "{PLAIN}xipj3plmq"),
                    Account.of("Hash", "{OTHER}xipj3plmq"),
                    Account.of("Void", "{PLAIN}"))))
            .audit(audit::add)
            .build();
    private final ClientSide client = ClientSide.with(catalogue).build();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(PlainMechanism.class.getClassLoader());

        assertThat(found.find("PLAIN")).get().isInstanceOf(PlainMechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @Test
    @Requirement("PLAIN-08")
    void isUsedOverTlsOnly_PLAIN08() {
        Credentials credentials = Credentials.password("Kurt", "xipj3plmq".toCharArray());

        assertThat(server.mechanisms(PLAINTEXT)).isEmpty();
        assertThat(server.mechanisms(TLS)).containsExactly("PLAIN");
        assertThat(client.choose(List.of("PLAIN"), PLAINTEXT, credentials)).isEmpty();
        assertThat(client.choose(List.of("PLAIN"), TLS, credentials)).hasSize(1);
    }

    @Test
    void letsTheRightPasswordIn() {
        ServerReply reply = authenticate(new Identities("Kurt", null), "xipj3plmq");

        assertThat(reply).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named("Kurt"));
            assertThat(success.who().authorizationId()).isEqualTo("Kurt");
        });
    }

    @Test
    @Requirement("PLAIN-10")
    void takesTheOwnNameAsAuthorizationIdentity_PLAIN10() {
        assertThat(authenticate(new Identities("Kurt", "Kurt"), "xipj3plmq")).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    @Requirement({"PLAIN-07", "SASL-16"})
    void doesNotLetKurtActAsUrsel_PLAIN07() {
        assertThat(authenticate(new Identities("Kurt", "Ursel"), "xipj3plmq"))
                .isEqualTo(new ServerReply.Failure(FailureKind.NOT_AUTHORIZED));
    }

    @ParameterizedTest
    @CsvSource({
        "Kurt, wrong password",
        "Gast, unknown user",
        "Hash, no usable PLAIN verifier",
        "Void, no usable PLAIN verifier"
    })
    @Requirement({"SEC-04", "SASL-13"})
    void tellsNobodyWhyItRefuses_SEC04(String user, String cause) {
        assertThat(authenticate(new Identities(user, null), "tanstaaf"))
                .isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThat(audit).extracting(AuditEvent::detail).containsExactly(cause);
    }

    @Test
    @Requirement("SASL-06")
    void promptsAClientThatWaits_SASL06() {
        ServerExchange exchange = server.open("PLAIN", TLS, Runnable::run).orElseThrow();

        assertThat(now(exchange.start(null)))
                .isInstanceOfSatisfying(
                        ServerReply.Challenge.class,
                        challenge -> assertThat(challenge.data()).isEmpty());
        assertThat(now(exchange.respond("\0Kurt\0xipj3plmq".getBytes(UTF_8)))).isInstanceOf(ServerReply.Success.class);
    }

    private ServerReply authenticate(Identities who, String password) {
        Credentials credentials = Credentials.password(who, password.toCharArray());
        ServerExchange serving = server.open("PLAIN", TLS, Runnable::run).orElseThrow();
        ClientExchange asking = client.open("PLAIN", List.of("PLAIN"), TLS, credentials, Runnable::run)
                .orElseThrow();
        return now(serving.start(((ClientReply.Send) now(asking.start())).data()));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
