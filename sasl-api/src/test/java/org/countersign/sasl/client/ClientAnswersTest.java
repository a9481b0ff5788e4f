package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.respond;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.ByHand;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.countersign.sasl.shapes.ToyContext;
import org.countersign.sasl.shapes.ToyLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What credentials answer, and what becomes of the secrets. */
class ClientAnswersTest {
    private static final DerivedKey DERIVED_KEY = new DerivedKey(
            "X-KEY",
            new byte[] {7},
            4,
            password -> Secret.owning(Utf8.encode("key of " + Utf8.decode(password.octets()))));

    private final byte[] octets = Utf8.encode("wonderland");
    private final List<Secret> given = new ArrayList<>();

    /** Remembers the secret, and sends it. */
    private ClientStep send(Secret secret) {
        given.add(secret);
        return last(secret.octets().clone());
    }

    private static <A> FakeClient asking(ClientQuestion<A> question, ClientStep.OnAnswer<A> then) {
        return FakeClient.clientFirst(context -> ask(question, then));
    }

    private static String sent(ClientReply reply) {
        return Utf8.decode(((ClientReply.Send) reply).data());
    }

    private static FailureKind kind(ClientReply reply) {
        return ((ClientReply.Failure) reply).kind();
    }

    @Test
    @Requirement("SASL-14")
    void saysWhoIsToBeAuthenticatedAndAsWhomToAct_SASL14() {
        FakeClient mechanism =
                asking(new WhoAmI(), who -> last(Utf8.encode(who.authenticationId() + " as " + who.authorizationId())));
        Credentials acting = Credentials.password(new Identities("alice", "support"), new char[] {'x'});

        assertThat(sent(Await.now(Caller.of(mechanism).open().start()))).isEqualTo("alice as null");
        assertThat(sent(Await.now(Caller.of(mechanism).open(acting).start()))).isEqualTo("alice as support");
    }

    @Test
    void choosesTheFirstRealmUnlessSomebodyKnowsBetter() {
        FakeClient some = asking(new ChooseRealm(List.of("one", "two")), realm -> last(Utf8.encode(realm)));
        FakeClient none = asking(new ChooseRealm(List.of()), realm -> last(Utf8.encode("<" + realm + ">")));

        assertThat(sent(Await.now(Caller.of(some).open().start()))).isEqualTo("one");
        assertThat(sent(Await.now(Caller.of(none).open().start()))).isEqualTo("<>");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NEVER")
    void givesThePasswordAsEveryEmbedderAnswers(Answering how) {
        ClientExchange exchange =
                Caller.of(asking(new Password(""), this::send)).open(new Tokens(() -> how.with(Secret.owning(octets))));

        ClientReply reply = Await.soon(exchange.start());

        if (how.isGood()) {
            assertThat(sent(reply)).isEqualTo("wonderland");
        } else {
            assertThat(kind(reply)).isEqualTo(FailureKind.TEMPORARY);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NEVER")
    void derivesAKeyAsEveryEmbedderAnswers(Answering how) {
        ClientExchange exchange =
                Caller.of(asking(DERIVED_KEY, this::send)).open(new Tokens(() -> how.with(Secret.owning(octets))));

        ClientReply reply = Await.soon(exchange.start());

        if (how.isGood()) {
            assertThat(sent(reply)).isEqualTo("key of wonderland");
        } else {
            assertThat(kind(reply)).isEqualTo(FailureKind.TEMPORARY);
        }
    }

    @Test
    @Requirement("SEC-06")
    void aSecretIsWipedWhenTheExchangeEnds_SEC06() {
        ClientExchange exchange = Caller.of(asking(new Password(""), this::send))
                .open(new Tokens(CompletableFuture.completedFuture(Secret.owning(octets))));
        Await.now(exchange.start());
        assertThat(sent(new ClientReply.Send(octets))).isEqualTo("wonderland");

        Await.now(exchange.outcome(true, null));

        assertThat(octets).containsOnly(0);
    }

    @Test
    @Requirement("SEC-06")
    void aSecretThatComesTooLateIsWipedAllTheSame_SEC06() {
        for (ClientQuestion<Secret> question : List.of(new Password(""), new Token(), DERIVED_KEY)) {
            byte[] late = Utf8.encode("wonderland");
            CompletableFuture<Secret> answer = new CompletableFuture<>();
            ClientExchange exchange = Caller.of(asking(question, this::send)).open(new Tokens(answer));
            exchange.start();
            exchange.close();

            answer.complete(Secret.owning(late));

            assertThat(late).containsOnly(0);
        }
        assertThat(given).isEmpty();
    }

    @Test
    @Requirement("SEC-06")
    void aSecretDoesNotLiveOnWithTheSecurityLayer_SEC06() {
        ToyContext gss = new ToyContext();
        FakeClient mechanism = FakeClient.clientFirst(context -> ask(
                new Password(""),
                password -> new ClientStep.Final(new byte[1], new ToyLayer(context.own(gss), 100), more -> null)));
        ClientExchange exchange =
                Caller.of(mechanism).open(new Tokens(CompletableFuture.completedFuture(Secret.owning(octets))));
        Await.now(exchange.start());

        ClientReply.Success success = (ClientReply.Success) Await.now(exchange.outcome(true, null));

        assertThat(octets).containsOnly(0);
        assertThat(gss.closed()).isZero();
        success.layer().close();
        assertThat(gss.closed()).isEqualTo(1);
    }

    @Test
    void whatTheMechanismOwnsIsClosedWithTheExchange() {
        ToyContext owned = new ToyContext();
        ClientExchange exchange = Caller.of(FakeClient.clientFirst(context -> {
                    context.own(owned);
                    return respond(new byte[1], challenge -> last(new byte[0]));
                }))
                .open();
        Await.now(exchange.start());
        assertThat(owned.closed()).isZero();

        exchange.close();

        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void aKeyIsDerivedOnTheWorkersAndOffered() {
        ByHand workers = new ByHand();
        Keeping keeping = new Keeping(octets);
        ClientExchange exchange = Caller.of(asking(DERIVED_KEY, this::send), builder -> builder.workers(workers))
                .open(keeping);
        var reply = exchange.start();
        assertThat(workers.waiting()).isEqualTo(1);

        workers.run();

        assertThat(sent(Await.now(reply))).isEqualTo("key of wonderland");
        assertThat(keeping.kept).containsExactly("key of wonderland");
        byte[] key = given.get(0).octets();
        Await.now(exchange.outcome(true, null));
        assertThat(octets).containsOnly(0);
        assertThat(key).containsOnly(0);
    }

    @Test
    void aKeyThatIsKeptNeedsNoPassword() {
        Keeping keeping = new Keeping(octets);
        keeping.known = Optional.of(Secret.owning(Utf8.encode("kept")));
        ClientExchange exchange = Caller.of(asking(DERIVED_KEY, this::send)).open(keeping);

        assertThat(sent(Await.now(exchange.start()))).isEqualTo("kept");
        byte[] key = given.get(0).octets();
        exchange.close();

        assertThat(key).containsOnly(0);
        assertThat(keeping.kept).isEmpty();
        assertThat(Utf8.decode(octets)).isEqualTo("wonderland");
    }

    @Test
    @Requirement("SEC-06")
    void thePasswordIsNotWipedUnderADerivationThatRuns_SEC06() {
        ByHand workers = new ByHand();
        List<String> derivedFrom = new ArrayList<>();
        byte[] key = {1, 2, 3};
        DerivedKey question = new DerivedKey("X-KEY", new byte[0], 1, password -> {
            derivedFrom.add(Utf8.decode(password.octets()));
            return Secret.owning(key);
        });
        Keeping keeping = new Keeping(octets);
        ClientExchange exchange = Caller.of(asking(question, this::send), builder -> builder.workers(workers))
                .open(keeping);
        exchange.start();

        exchange.close();
        workers.run();

        assertThat(derivedFrom).containsExactly("wonderland");
        assertThat(octets).containsOnly(0);
        assertThat(key).containsOnly(0);
        assertThat(keeping.kept).isEmpty();
    }

    @Test
    void credentialsThatFailAtKeysFailTheAttemptForTheMoment() {
        Keeping forgetful = new Keeping(octets) {
            @Override
            public Optional<Secret> derivedKey(DerivedKey question) {
                throw new IllegalStateException("the cache is away");
            }
        };
        Keeping full = new Keeping(octets.clone()) {
            @Override
            public void keep(DerivedKey question, Secret key) {
                throw new IllegalStateException("the cache is full");
            }
        };

        assertThat(kind(Await.now(Caller.of(asking(DERIVED_KEY, this::send))
                        .open(forgetful)
                        .start())))
                .isEqualTo(FailureKind.TEMPORARY);
        assertThat(kind(Await.now(
                        Caller.of(asking(DERIVED_KEY, this::send)).open(full).start())))
                .isEqualTo(FailureKind.TEMPORARY);
    }

    @Test
    void workersThatRefuseFailTheAttemptForTheMoment() {
        ToyContext owned = new ToyContext();
        FakeClient offloading = FakeClient.clientFirst(context -> {
            context.own(owned);
            return ask(new Offload<>(() -> "x"), text -> last(Utf8.encode(text)));
        });
        for (FakeClient mechanism : List.of(offloading, asking(DERIVED_KEY, this::send))) {
            ClientExchange exchange = Caller.of(
                            mechanism,
                            builder -> builder.workers(task -> {
                                throw new RejectedExecutionException("full");
                            }))
                    .open(new Keeping(octets));

            assertThat(kind(Await.now(exchange.start()))).isEqualTo(FailureKind.TEMPORARY);
        }
        assertThat(owned.closed()).isEqualTo(1);
        assertThat(octets).containsOnly(0);
    }

    @Test
    void workIsDoneWhereTheCallerIsUnlessThereAreWorkers() {
        ClientExchange exchange = Caller.of(
                        asking(new Offload<>(() -> Thread.currentThread().getName()), name -> last(Utf8.encode(name))))
                .open();

        assertThat(sent(Await.now(exchange.start())))
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void workThatThrowsEndsTheAttempt() {
        ClientExchange exchange = Caller.of(asking(
                        new Offload<String>(() -> {
                            throw new IOException("secret");
                        }),
                        text -> last(Utf8.encode(text))))
                .open();

        ClientReply.Failure failure = (ClientReply.Failure) Await.now(exchange.start());

        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure.detail()).isEqualTo("IOException");
    }

    /** Credentials that keep keys. */
    private static class Keeping implements Credentials {
        final List<String> kept = new ArrayList<>();
        Optional<Secret> known = Optional.empty();
        private final byte[] password;

        Keeping(byte[] password) {
            this.password = password;
        }

        @Override
        public Identities identities() {
            return new Identities("alice", null);
        }

        @Override
        public boolean has(ClientNeed need) {
            return true;
        }

        @Override
        public CompletionStage<Secret> password(String realm) {
            return CompletableFuture.completedFuture(Secret.owning(password));
        }

        @Override
        public CompletionStage<Secret> token() {
            return password("");
        }

        @Override
        public Optional<Secret> derivedKey(DerivedKey question) {
            return known;
        }

        @Override
        public void keep(DerivedKey question, Secret key) {
            kept.add(Utf8.decode(key.octets()));
        }
    }
}
