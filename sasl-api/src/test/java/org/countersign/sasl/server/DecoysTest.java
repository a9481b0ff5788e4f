package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.rejected;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.SaltedKind;
import org.countersign.sasl.shapes.SaltedKind.Salted;
import org.junit.jupiter.api.Test;

/** What stands in for the verifier of a user who does not exist. */
class DecoysTest {
    private static ServerSide.Builder keyed(ServerSide.Builder builder, String key) {
        return builder.directory(Users.alice()).decoySecret(Secret.owning(Utf8.encode(key)));
    }

    /** What a mechanism sees, as text. */
    private static <V> String seen(
            UnaryOperator<ServerSide.Builder> server, VerifierKind<V> kind, String user, String realm) {
        FakeServer telling = FakeServer.clientFirst((context, none) -> ask(
                new FindVerifier<>(user, realm, kind),
                verifier -> challenge(Utf8.encode(kind.format(verifier)), more -> rejected("seen"))));
        ServerReply reply = Await.now(Sentry.of(telling, server).open().start(new byte[0]));
        return Utf8.decode(((ServerReply.Challenge) reply).data());
    }

    private static String seen(String user, String realm) {
        return seen(builder -> keyed(builder, "one"), SaltedKind.QUICK, user, realm);
    }

    @Test
    @Requirement("SCRAM-23")
    void isTheSameOnEveryServerWithTheSameSecret_SCRAM23() {
        assertThat(seen("nobody", "")).isEqualTo(seen("nobody", ""));
    }

    @Test
    void isAnotherWithAnotherSecret() {
        String other = seen(builder -> keyed(builder, "other"), SaltedKind.QUICK, "nobody", "");

        assertThat(seen("nobody", "")).isNotEqualTo(other);
    }

    @Test
    void isOneForEachProcessWithoutASecret() {
        UnaryOperator<ServerSide.Builder> unkeyed = builder -> builder.directory(Users.alice());

        assertThat(seen(unkeyed, SaltedKind.QUICK, "nobody", ""))
                .isNotEqualTo(seen(unkeyed, SaltedKind.QUICK, "nobody", ""));
    }

    @Test
    void keepsItsOwnCopyOfTheSecret() {
        Secret secret = Secret.owning(Utf8.encode("one"));

        String decoy = seen(
                builder -> {
                    ServerSide.Builder keyed = builder.directory(Users.alice()).decoySecret(secret);
                    secret.close();
                    return keyed;
                },
                SaltedKind.QUICK,
                "nobody",
                "");

        assertThat(decoy).isEqualTo(seen("nobody", ""));
    }

    @Test
    @Requirement("SCRAM-23")
    void differsBetweenUsersWhereTheClientSeesIt_SCRAM23() {
        Set<String> all =
                IntStream.range(0, 50).mapToObj(i -> seen("nobody" + i, "")).collect(Collectors.toSet());

        assertThat(all).hasSize(50);
    }

    @Test
    void differsBetweenRealmsWhereTheClientSeesIt() {
        assertThat(seen("nobody", "a")).isNotEqualTo(seen("nobody", "b"));
        assertThat(seen("nobody", "a")).isNotEqualTo(seen("nobodya", ""));
    }

    @Test
    void isTheSameForEverybodyWhereTheClientDoesNotSeeIt() {
        UnaryOperator<ServerSide.Builder> server = builder -> keyed(builder, "one");

        assertThat(seen(server, HashKind.QUICK, "nobody", "")).isEqualTo(seen(server, HashKind.QUICK, "noone", "x"));
    }

    @Test
    @Requirement("SCRAM-23")
    void looksLikeTheRealEntriesThatThereAre_SCRAM23() {
        UnaryOperator<ServerSide.Builder> server = builder -> keyed(builder, "one")
                .decoysLike(SaltedKind.QUICK, List.of(new Salted("a", 1_000, "k"), new Salted("b", 2_000, "k")));

        Set<String> counts = IntStream.range(0, 50)
                .mapToObj(i -> seen(server, SaltedKind.QUICK, "nobody" + i, "").split(",", -1)[1])
                .collect(Collectors.toSet());

        assertThat(counts).containsExactlyInAnyOrder("1000", "2000");
        assertThat(seen(server, SaltedKind.QUICK, "nobody", ""))
                .isEqualTo(seen(server, SaltedKind.QUICK, "nobody", ""));
    }

    @Test
    @Requirement("SCRAM-23")
    void looksLikeTheDirectorysSamplesWhereNobodySaysMore_SCRAM23() {
        Directory users = Directory.of(List.of(
                Account.of("alice", "{TOY-SALTED}a,1000,k"),
                Account.of("bob", "{TOY-SALTED}corrupt"),
                Account.of("carol", "{OTHER}k")));
        FakeServer asking = FakeServer.clientFirst((context, none) -> ask(
                        new FindVerifier<>("nobody", "", SaltedKind.QUICK),
                        verifier ->
                                challenge(Utf8.encode(verifier.salt() + verifier.count()), more -> rejected("seen"))))
                .needing(new Need.Verifier(SaltedKind.QUICK));

        ServerReply reply = Await.now(
                Sentry.of(asking, builder -> builder.directory(users)).open().start(new byte[0]));

        assertThat(Utf8.decode(((ServerReply.Challenge) reply).data())).endsWith("1000");
        assertThat(users.samples()).hasSize(3);
    }

    @Test
    void isTheSameForEverySpellingOfAName() {
        Directory inLowerCase = new Directory() {
            @Override
            public CompletionStage<Optional<Account>> find(String user, String realm) {
                return CompletableFuture.completedFuture(Optional.empty());
            }

            @Override
            public String canonical(String user) {
                return user.toLowerCase(Locale.ROOT);
            }
        };
        UnaryOperator<ServerSide.Builder> server =
                builder -> keyed(builder, "one").directory(inLowerCase);

        assertThat(seen(server, SaltedKind.QUICK, "NoBody", "")).isEqualTo(seen("nobody", ""));
    }

    @Test
    @Requirement("SEC-04")
    void isMadeForRealUsersTooWhereTheTimeWouldShow_SEC04() {
        AtomicInteger made = new AtomicInteger();
        VerifierKind<String> counting = new Counting(made);
        UnaryOperator<ServerSide.Builder> server = builder -> keyed(builder, "one");

        seen(server, counting, "alice", "");
        seen(server, counting, "nobody", "");

        assertThat(made).hasValue(2);
    }

    @Test
    void hasAsManyOctetsAsItsKindWantsWithoutRepetition() {
        VerifierKind<String> counting = new Counting(new AtomicInteger());

        String octets = seen(builder -> keyed(builder, "one"), counting, "nobody", "");

        assertThat(octets).hasSize(200);
        assertThat(octets.substring(0, 64)).isNotEqualTo(octets.substring(64, 128));
    }

    /** A visible kind that counts its decoys. */
    private record Counting(AtomicInteger made) implements VerifierKind<String> {
        @Override
        public String scheme() {
            return "COUNTING";
        }

        @Override
        public String parse(String data) {
            return data;
        }

        @Override
        public String format(String verifier) {
            return verifier;
        }

        @Override
        public Optional<String> derive(Secret password, String user, String realm, OctetSource random) {
            return Optional.of("derived");
        }

        @Override
        public String decoy(OctetSource octets, Optional<String> like) {
            made.incrementAndGet();
            return HexFormat.of().formatHex(octets.next("octets", 100));
        }

        @Override
        public boolean visible() {
            return true;
        }
    }
}
