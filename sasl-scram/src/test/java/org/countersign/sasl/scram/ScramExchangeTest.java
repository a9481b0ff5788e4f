package org.countersign.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Secret;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides through the real drivers. */
class ScramExchangeTest {
    private static final Catalogue ALL = Catalogue.of(new ScramMechanisms());
    private static final Directory USERS = Directory.of(List.of(
            Account.of("user", "{PLAIN}pencil")
                    .prepare(ALL.verifierKinds(), List.of(), (label, count) -> new byte[count]),
            Account.of("void", "{SCRAM-SHA-256}4096,pencil")));

    private final AtomicInteger derivations = new AtomicInteger();
    private final Executor workers = work -> {
        derivations.incrementAndGet();
        work.run();
    };
    private final ClientSide client = ClientSide.with(ALL).workers(workers).build();

    static Stream<String> names() {
        return ALL.all().stream().map(mechanism -> mechanism.info().name());
    }

    @Test
    @Requirement("SCRAM-01")
    void areFoundByTheServiceLoaderStrongestFirst_SCRAM01() {
        Catalogue found = Catalogue.load(ScramMechanisms.class.getClassLoader());

        assertThat(found.all().stream().map(mechanism -> mechanism.info().name()))
                .containsExactly(
                        "SCRAM-SHA3-512-PLUS",
                        "SCRAM-SHA-512-PLUS",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA3-512",
                        "SCRAM-SHA-512",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1");
        assertThat(found.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Requirement({"SCRAM-12", "SCRAM-18"})
    void letInWhoeverKnowsThePassword_SCRAM12(String name) {
        assertThat(login(name, "user", "pencil", Client.BOUND, Client.BOUND)).isTrue();
        assertThat(login(name, "user", "pencil2", Client.BOUND, Client.BOUND)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, tls-exporter, true",
        "TLSv1.3, tls-server-end-point, false",
        "TLSv1.2, tls-server-end-point, true",
        "TLSv1.2, tls-unique, true",
        "TLSv1.2, '', false"
    })
    @Requirement({"SCRAM-02", "CB-08"})
    void offerPlusWherePeersCanBind_SCRAM02(String version, String type, boolean offered) {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .tls(new TlsFacts(version, null, List.of(), true))
                .channelBindings(type.isEmpty() ? Set.of() : Set.of(type), name -> new byte[1])
                .build();

        assertThat(server("secret").mechanisms(facts).contains("SCRAM-SHA-256-PLUS"))
                .isEqualTo(offered);
        assertThat(server("secret").mechanisms(facts)).contains("SCRAM-SHA-256");
    }

    @Test
    @Requirement({"SCRAM-15", "CB-08"})
    void refuseALoginThatIsPassedOnThroughAnotherChannel_SCRAM15() {
        ConnectionFacts other = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(Set.of("tls-exporter"), type -> new byte[32])
                .build();

        assertThat(login("SCRAM-SHA-256-PLUS", "user", "pencil", Client.BOUND, other))
                .isFalse();
    }

    @Test
    @Requirement({"SCRAM-16", "SCRAM-17"})
    void noticeThatPlusHasBeenTakenFromTheList_SCRAM16() {
        assertThat(login("SCRAM-SHA-256", "user", "pencil", Client.BOUND, Client.BOUND, List.of("SCRAM-SHA-256")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nobody", "void"})
    @Requirement({"SCRAM-23", "SEC-04"})
    void showSomebodyUnknownTheSameSaltOnEveryServer_SCRAM23(String user) {
        String salt = salt(server("secret"), user);

        assertThat(salt(server("secret"), user)).isEqualTo(salt);
        assertThat(salt(server("another secret"), user)).isNotEqualTo(salt);
        assertThat(salt(server("secret"), "somebody")).isNotEqualTo(salt);
        assertThat(salt(server("secret"), user.replace("o", "o\u00ad"))).isEqualTo(salt);
    }

    @Test
    @Requirement({"SCRAM-23", "SEC-04"})
    void saySomebodyUnknownIsWrongOnlyAtTheProof_SCRAM23() {
        ServerExchange exchange = server("secret")
                .open("SCRAM-SHA-256", Client.PLAIN, Runnable::run)
                .orElseThrow();

        ServerReply greeted = now(exchange.start(Utf8.encode("n,,n=nobody,r=abc")));

        assertThat(greeted).isInstanceOf(ServerReply.Challenge.class);
    }

    /** So it does not tell when an account comes or goes, nor when the server starts anew. */
    @Test
    @Requirement({"SCRAM-23", "SEC-04"})
    void showAUserWithAPasswordInClearTheSaltThatADecoyHas_SCRAM23() {
        OctetSource salts = OctetSource.keyed(Secret.owning(Utf8.encode("secret")));
        Account somebody = Account.of("somebody", "{PLAIN}pencil").prepare(ALL.verifierKinds(), List.of(), salts);
        ServerSide known = ServerSide.with(ALL)
                .directory(Directory.of(List.of(somebody)))
                .decoySecret(Secret.owning(Utf8.encode("secret")))
                .build();

        assertThat(salt(known, "somebody")).isEqualTo(salt(server("secret"), "somebody"));
    }

    @Test
    @Requirement("SCRAM-25")
    void deriveKeysOnceForEachSaltAndOffTheLoop_SCRAM25() {
        Credentials credentials = Client.credentials(new Identities("user", null), "pencil");

        assertThat(login("SCRAM-SHA-256", credentials)).isTrue();
        assertThat(login("SCRAM-SHA-256", credentials)).isTrue();
        assertThat(derivations).hasValue(1);

        assertThat(login("SCRAM-SHA-512", credentials)).isTrue();
        assertThat(derivations).hasValue(2);
    }

    private static ServerSide server(String secret) {
        return ServerSide.with(ALL)
                .directory(USERS)
                .decoySecret(Secret.owning(Utf8.encode(secret)))
                .build();
    }

    private static String salt(ServerSide server, String user) {
        ServerExchange exchange =
                server.open("SCRAM-SHA-256", Client.PLAIN, Runnable::run).orElseThrow();
        byte[] reply = ((ServerReply.Challenge) now(exchange.start(Utf8.encode("n,,n=" + user + ",r=abc")))).data();
        return String.valueOf(Utf8.decode(reply)).replaceFirst("r=.*,s=", "");
    }

    private boolean login(String name, Credentials credentials) {
        return login(name, credentials, Client.PLAIN, Client.PLAIN, List.of(name));
    }

    private boolean login(String name, String user, String password, ConnectionFacts clients, ConnectionFacts servers) {
        boolean plus = name.endsWith("-PLUS");
        return login(name, user, password, plus ? clients : Client.PLAIN, servers, List.of(name));
    }

    private boolean login(
            String name,
            String user,
            String password,
            ConnectionFacts clients,
            ConnectionFacts servers,
            List<String> offered) {
        return login(name, Client.credentials(new Identities(user, null), password), clients, servers, offered);
    }

    /** Whether the server lets the client in, and the client believes it. */
    private boolean login(
            String name,
            Credentials credentials,
            ConnectionFacts clients,
            ConnectionFacts servers,
            List<String> offered) {
        ClientExchange from =
                client.open(name, offered, clients, credentials, Runnable::run).orElseThrow();
        ServerExchange to = server("secret").open(name, servers, Runnable::run).orElseThrow();
        ClientReply sent = now(from.start());
        ServerReply answer = new ServerReply.Challenge(new byte[0]);
        boolean first = true;
        while (sent instanceof ClientReply.Send send && answer instanceof ServerReply.Challenge) {
            answer = now(first ? to.start(send.data()) : to.respond(send.data()));
            first = false;
            if (answer instanceof ServerReply.Challenge challenge) {
                sent = now(from.challenge(challenge.data()));
            }
        }
        boolean letIn = answer instanceof ServerReply.Success;
        return letIn && now(from.outcome(true, null)) instanceof ClientReply.Success;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
