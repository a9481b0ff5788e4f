package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
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
class DigestMd5ExchangeTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").realms("example.org").build();

    private final Catalogue catalogue = Catalogue.of(new DigestMd5Mechanism());
    private final List<AuditEvent> audit = new ArrayList<>();
    private final ServerSide server = ServerSide.with(catalogue)
            .directory(Directory.of(List.of(
                    Account.of("Kurt", "{PLAIN}xipj3plmq"),
                    Account.of("Test", "{DIGEST-MD5}aa94a6948b7c8dd4201d32e13a97baae"),
                    Account.of("Hash", "{OTHER}xipj3plmq"),
                    Account.of("Void", "{DIGEST-MD5}xipj3plmq"))))
            .audit(audit::add)
            .build();
    private final ClientSide client = ClientSide.with(catalogue).build();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(DigestMd5Mechanism.class.getClassLoader());

        assertThat(found.find("DIGEST-MD5")).get().isInstanceOf(DigestMd5Mechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Kurt, xipj3plmq", "Test, test"})
    @Requirement({"DIG-20", "DIG-25"})
    void letsInWhoeverKnowsThePassword_DIG25(String user, String password) {
        assertThat(authenticate(user, password)).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named(user));
            assertThat(success.who().authorizationId()).isEqualTo(user);
            assertThat(success.layer()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Kurt, wrong digest",
        "Test, wrong digest",
        "Gast, unknown user",
        "Hash, no usable DIGEST-MD5 verifier",
        "Void, no usable DIGEST-MD5 verifier"
    })
    @Requirement({"DIG-20", "SEC-04"})
    void tellsNobodyWhyItRefuses_SEC04(String user, String cause) {
        assertThat(authenticate(user, "tanstaaf")).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThat(sizes).hasSize(1);
        assertThat(audit).extracting(AuditEvent::detail).containsExactly(cause);
    }

    @Test
    @Requirement({"DIG-10", "SEC-08"})
    void refusesAResponseOverItsLimit_SEC08() {
        ServerExchange exchange = open();
        now(exchange.start(null));

        assertThat(now(exchange.respond("x=y,".repeat(1024).getBytes(UTF_8))))
                .isEqualTo(new ServerReply.Failure(FailureKind.MALFORMED));
    }

    @Test
    @Requirement({"DIG-27", "DIG-30"})
    void goesOnAfterAnInitialResponse_DIG30() {
        ServerExchange exchange = open();

        assertThat(now(exchange.start("username=\"Kurt\"".getBytes(UTF_8)))).isInstanceOf(ServerReply.Challenge.class);
    }

    @Test
    @Requirement("SEC-01")
    void isNotAvailableWhereTheRuntimeHasNoMd5_SEC01() {
        List<Provider> all = List.of(Security.getProviders());
        Stream.of(Security.getProviders("MessageDigest.MD5")).forEach(with -> Security.removeProvider(with.getName()));
        try {
            assertThat(new DigestMd5Mechanism().available(FACTS)).isFalse();
        } finally {
            for (int i = 0; i < all.size(); i++) {
                Security.insertProviderAt(all.get(i), i + 1);
            }
        }
        assertThat(new DigestMd5Mechanism().available(FACTS)).isTrue();
    }

    private ServerExchange open() {
        return server.open("DIGEST-MD5", FACTS, Runnable::run).orElseThrow();
    }

    private ServerReply authenticate(String user, String password) {
        ServerExchange serving = open();
        ClientExchange asking = client.open(
                        "DIGEST-MD5",
                        List.of("DIGEST-MD5"),
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
