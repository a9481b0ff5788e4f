package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2831, section 2.2, through the real drivers. */
class SubsequentAuthenticationTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", Vector.HOST).build();

    /** The companion of RFC 2831, section 4, for SMTP; the second use of its nonce. */
    private static final String SECOND = "charset=utf-8,username=\"chris\",realm=\"elwood.innosoft.com\","
            + "nonce=\"OA6MG9tEQGm2hh\",nc=00000002,cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\"smtp/elwood.innosoft.com\","
            + "response=40323efe01b9576367b6c61d84184161,qop=auth";

    private final SessionStore onServer = SessionStore.inMemory(10, HOUR);
    private final SessionStore onClient = SessionStore.inMemory(10, HOUR);
    private final Seams clock = new Seams() {
        @Override
        public void fillNonce(byte[] into) {
            Seams.system().fillNonce(into);
        }

        @Override
        public Instant now() {
            return now;
        }
    };
    private Instant now = START;
    private Authorizer authorizer = null;
    private final List<String> fromClient = new ArrayList<>();
    private final List<String> fromServer = new ArrayList<>();

    @Test
    @Requirement({"DIG-26", "DIG-28", "DIG-29"})
    void needsNoChallengeTheSecondTime_DIG28() {
        succeeds("chris");
        assertThat(fromClient.get(0)).isEmpty();

        for (int count = 2; count < 5; count++) {
            succeeds("chris");
            assertThat(fromClient.get(0)).contains(",nc=0000000" + count + ",");
            assertThat(fromServer).hasSize(1);
            assertThat(fromServer.get(0)).startsWith("rspauth=");
        }
    }

    @Test
    @Requirement({"DIG-28", "DIG-29"})
    void takesTheSecondResponseOfTheExample_DIG29() {
        remember(1);

        assertThat(begin(SECOND)).isEqualTo("rspauth=1b21a13ea6558d2547c51a5f64f83fbc");
        assertThat(begin(SECOND)).as("a second time").startsWith("nonce=");
    }

    @Test
    @Requirement("DIG-26")
    void sendsTheSecondResponseOfTheExample_DIG26() {
        onClient.keep("smtp/elwood.innosoft.com chris", session(1));

        assertThat(now(open("chris", "secret").start()))
                .isInstanceOfSatisfying(
                        ClientReply.Send.class, send -> assertThat(send.data()).isEqualTo(SECOND.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 0x7fffffff})
    @Requirement("DIG-29")
    void wantsTheVeryNextCount_DIG29(int count) {
        remember(count);

        assertThat(begin(SECOND)).startsWith("nonce=").doesNotContain("OA6MG9tEQGm2hh", "stale");
        assertThat(onServer.find("OA6MG9tEQGm2hh")).hasValue(session(count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=\"chris\"|username=\"other\"", // the nonce of one user never lets in another
                "realm=\"elwood|realm=\"oak",
                "realm=\"elwood.innosoft.com\",|",
                "cnonce=\"OA6MH|cnonce=\"OB6MH",
                "nonce=\"OA6MG|nonce=\"OB6MG",
                "smtp/elwood|smtp/oak",
                "qop=auth|qop=auth-int",
                "response=4|response=5",
                "00000002|00000003",
                "nc=00000002|nc=2",
                "charset=utf-8|charset=utf-9"
            })
    @Requirement({"DIG-27", "DIG-29"})
    void challengesAfreshWhereAnythingIsDifferent_DIG27(String change) {
        remember(1);
        String[] parts = change.split("\\|", -1);

        assertThat(begin(SECOND.replace(parts[0], parts[1])))
                .startsWith("nonce=")
                .doesNotContain("stale");
        assertThat(onServer.find("OA6MG9tEQGm2hh")).as("nothing is counted").hasValue(session(1));
        assertThat(begin(SECOND)).startsWith("rspauth=");
    }

    @Test
    @Requirement({"DIG-27", "SEC-11"})
    void neverLetsOneUserContinueAsAnother_DIG29() {
        succeeds("chris");
        Session session = onClient.find("smtp/elwood.innosoft.com chris").orElseThrow();
        Session stolen = new Session(
                "other", session.realm(), session.nonce(), session.cnonce(), session.count(), session.since());
        onClient.keep("smtp/elwood.innosoft.com other", stolen);

        succeeds("other"); // by a challenge of its own
        assertThat(fromClient.get(0)).contains("username=\"other\"", "nc=00000002");
        assertThat(fromServer.get(0)).startsWith("nonce=").doesNotContain(session.nonce());
    }

    @Test
    @Requirement("DIG-28")
    void tellsAClientThatIsOnlyLate_DIG28() {
        remember(1);
        now = START.plus(HOUR).plusSeconds(1);

        assertThat(begin(SECOND)).startsWith("nonce=").endsWith(",stale=true");
        assertThat(begin(SECOND.replace("response=4", "response=5"))).doesNotContain("stale");
        now = START.plus(HOUR);
        assertThat(begin(SECOND)).startsWith("rspauth=");
    }

    @Test
    @Requirement({"DIG-26", "DIG-28"})
    void goesOnFromAStaleSessionWithoutAskingAnybody_DIG28() {
        now = START.minus(HOUR).minusSeconds(1);
        succeeds("chris");
        now = START;
        onClient.keep(
                "smtp/elwood.innosoft.com chris",
                onClient.find("smtp/elwood.innosoft.com chris")
                        .map(old -> new Session(old.user(), old.realm(), old.nonce(), old.cnonce(), old.count(), START))
                        .orElseThrow());

        succeeds("chris");
        assertThat(fromClient.get(0)).contains("nc=00000002");
        assertThat(fromServer.get(0)).endsWith(",stale=true");
    }

    @Test
    @Requirement("DIG-26")
    void forgetsASessionThatIsTooOldOnTheClient_DIG26() {
        succeeds("chris");
        now = START.plus(HOUR);
        succeeds("chris");

        assertThat(fromClient.get(0)).isEmpty();
    }

    @Test
    @Requirement("DIG-27")
    void remembersNothingOfAnAttemptThatFailed_DIG27() {
        assertThat(authenticate("chris", "wrong")).isInstanceOf(ServerReply.Failure.class);
        authorizer = (attempt, who, authorizationId, principal) ->
                CompletableFuture.completedFuture(new Authorizer.Decision.Deny(FailureKind.NOT_AUTHORIZED));
        assertThat(authenticate("chris", "secret")).isInstanceOf(ServerReply.Failure.class);

        assertThat(onServer.find(nonce(fromServer.get(0)))).isEmpty();
    }

    @Test
    @Requirement("DIG-28")
    void neverContinuesWhatHadALayer_DIG28() {
        ConnectionFacts facts =
                ConnectionFacts.of("smtp", Vector.HOST).layersPossible(true).build();
        DigestMd5Options options =
                DigestMd5Options.safe().offering(Qop.AUTH_INT).continuing(onServer);
        ServerSide server = server(new DigestMd5Mechanism(options));
        ServerReply reply = converse(
                server.open("DIGEST-MD5", facts, Runnable::run).orElseThrow(),
                client(new DigestMd5Mechanism(options.continuing(onClient)), facts, "chris", "secret"));

        assertThat(((ServerReply.Success) reply).layer()).isNotNull();
        assertThat(onServer.find(nonce(fromServer.get(0)))).isEmpty();
        assertThat(onClient.find("smtp/elwood.innosoft.com chris")).isEmpty();
    }

    @Test
    @Requirement({"SEC-08", "SEC-11"})
    void keepsNoMoreSessionsThanItMay_SEC08() {
        SessionStore store = SessionStore.inMemory(3, HOUR);
        for (int i = 0; i < 10; i++) {
            store.keep("n" + i, session(i));
        }

        assertThat(store.find("n6")).isEmpty();
        assertThat(store.find("n7")).hasValue(session(7));
        assertThat(store.find("n9")).hasValue(session(9));
        assertThatIllegalArgumentException().isThrownBy(() -> SessionStore.inMemory(0, HOUR));
    }

    @Test
    @Requirement("SEC-08")
    void forgetsSessionsThatNobodyCanContinue_SEC08() {
        SessionStore store = SessionStore.inMemory(10, HOUR);
        store.keep("old", session(1));
        store.keep("stale", aged(HOUR));
        store.keep("new", aged(HOUR.multipliedBy(2)));

        assertThat(store.find("old")).isEmpty();
        assertThat(store.find("stale")).isPresent();
        assertThat(store.lifetime()).isEqualTo(HOUR);
    }

    @Test
    @Requirement("DIG-29")
    void letsOneOfManyContinue_DIG29() {
        SessionStore store = SessionStore.inMemory(10, HOUR);
        store.keep("n", session(1));

        assertThat(store.replace("n", session(1), session(2))).isTrue();
        assertThat(store.replace("n", session(1), session(2))).isFalse();
        assertThat(store.replace("other", session(1), session(2))).isFalse();
    }

    private static Session aged(Duration later) {
        return new Session("chris", "", "n", "c", 1, START.plus(later));
    }

    private static Session session(int count) {
        return new Session("chris", "elwood.innosoft.com", "OA6MG9tEQGm2hh", "OA6MHXh6VqTrRk", count, START);
    }

    private void remember(int count) {
        onServer.keep("OA6MG9tEQGm2hh", session(count));
    }

    private static String nonce(String challenge) {
        return challenge.replaceAll("nonce=\"([^\"]*)\".*", "$1");
    }

    /** What the server says to an initial response. */
    private String begin(String response) {
        ServerReply reply =
                now(server(new DigestMd5Mechanism(DigestMd5Options.safe().continuing(onServer)))
                        .open("DIGEST-MD5", FACTS, Runnable::run)
                        .orElseThrow()
                        .start(response.getBytes(UTF_8)));
        return new String(((ServerReply.Challenge) reply).data(), UTF_8);
    }

    private void succeeds(String user) {
        assertThat(authenticate(user, "secret")).isInstanceOf(ServerReply.Success.class);
    }

    private ServerReply authenticate(String user, String password) {
        ServerSide server =
                server(new DigestMd5Mechanism(DigestMd5Options.safe().continuing(onServer)));
        return converse(server.open("DIGEST-MD5", FACTS, Runnable::run).orElseThrow(), open(user, password));
    }

    private ServerReply converse(ServerExchange serving, ClientExchange asking) {
        fromClient.clear();
        fromServer.clear();
        ServerReply reply = now(serving.start(sent(now(asking.start()))));
        while (reply instanceof ServerReply.Challenge challenge) {
            fromServer.add(new String(challenge.data(), UTF_8));
            ClientReply said = now(asking.challenge(challenge.data()));
            if (said instanceof ClientReply.Failure) {
                serving.abort();
                return new ServerReply.Failure(FailureKind.ABORTED);
            }
            reply = now(serving.respond(sent(said)));
        }
        return reply;
    }

    private byte[] sent(ClientReply reply) {
        byte[] data = ((ClientReply.Send) reply).data();
        fromClient.add(data == null ? "" : new String(data, UTF_8));
        return data;
    }

    private ClientExchange open(String user, String password) {
        return client(new DigestMd5Mechanism(DigestMd5Options.safe().continuing(onClient)), FACTS, user, password);
    }

    private ClientExchange client(DigestMd5Mechanism mechanism, ConnectionFacts facts, String user, String password) {
        return ClientSide.with(Catalogue.of(mechanism))
                .seams(clock)
                .build()
                .open(
                        "DIGEST-MD5",
                        List.of("DIGEST-MD5"),
                        facts,
                        Credentials.password(user, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    private ServerSide server(DigestMd5Mechanism mechanism) {
        ServerSide.Builder builder = ServerSide.with(Catalogue.of(mechanism))
                .directory(Directory.of(
                        List.of(Account.of("chris", "{PLAIN}secret"), Account.of("other", "{PLAIN}secret"))))
                .seams(clock);
        return authorizer == null
                ? builder.build()
                : builder.authorizer(authorizer).build();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
