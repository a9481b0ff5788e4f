package org.countersign.sasl.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
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
class LoginExchangeTest {
    private static final ConnectionFacts PLAINTEXT =
            ConnectionFacts.of("smtp", "mail.example.org").build();
    private static final ConnectionFacts TLS = ConnectionFacts.of("smtp", "mail.example.org")
            .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
            .build();

    private final Catalogue catalogue = Catalogue.of(new LoginMechanism());
    private final List<AuditEvent> audit = new ArrayList<>();
    private final ServerSide server = ServerSide.with(catalogue)
            .directory(Directory.of(List.of(
                    Account.of("Kurt", "{PLAIN}xipj3plmq"),
                    Account.of("Hash", "{OTHER}xipj3plmq"),
                    Account.of("Void", "{PLAIN}"))))
            .audit(audit::add)
            .build();
    private final ClientSide client = ClientSide.with(catalogue).build();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(LoginMechanism.class.getClassLoader());

        assertThat(found.find("LOGIN")).get().isInstanceOf(LoginMechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @Test
    @Requirement("LOGIN-07")
    void isUsedOverTlsOnly_LOGIN07() {
        Credentials credentials = Credentials.password("Kurt", "xipj3plmq".toCharArray());

        assertThat(server.mechanisms(PLAINTEXT)).isEmpty();
        assertThat(server.mechanisms(TLS)).containsExactly("LOGIN");
        assertThat(client.choose(List.of("LOGIN"), PLAINTEXT, credentials)).isEmpty();
        assertThat(client.choose(List.of("LOGIN"), TLS, credentials)).hasSize(1);
    }

    @Test
    void letsTheRightPasswordIn() {
        assertThat(authenticate("Kurt", "xipj3plmq")).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named("Kurt"));
            assertThat(success.who().authorizationId()).isEqualTo("Kurt");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Kurt, wrong password",
        "Gast, unknown user",
        "Hash, no usable PLAIN verifier",
        "Void, no usable PLAIN verifier"
    })
    @Requirement({"LOGIN-08", "SEC-04"})
    void tellsNobodyWhyItRefuses_SEC04(String user, String cause) {
        assertThat(authenticate(user, "tanstaaf")).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThat(sizes).containsExactly("Username:".length(), "Password:".length());
        assertThat(audit).extracting(AuditEvent::detail).containsExactly(cause);
    }

    @Test
    @Requirement("LOGIN-03")
    void takesAnInitialResponse_LOGIN03() {
        ServerExchange exchange = server.open("LOGIN", TLS, Runnable::run).orElseThrow();

        assertThat(now(exchange.start("Kurt".getBytes(UTF_8)))).isInstanceOf(ServerReply.Challenge.class);
        assertThat(now(exchange.respond("xipj3plmq".getBytes(UTF_8)))).isInstanceOf(ServerReply.Success.class);
    }

    private ServerReply authenticate(String user, String password) {
        ServerExchange serving = server.open("LOGIN", TLS, Runnable::run).orElseThrow();
        ClientExchange asking = client.open(
                        "LOGIN",
                        List.of("LOGIN"),
                        TLS,
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
