package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeClient;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.OtpShape;
import org.countersign.sasl.shapes.Shape;
import org.junit.jupiter.api.Test;

/** What is advertised on a connection is what is accepted there, and nothing else. */
class OfferingTest {
    private static final ConnectionFacts TLS = Facts.smtp().tls(Facts.TLS).build();

    /** Available where somebody says so. */
    private record Choosy(MechanismInfo info, Predicate<ConnectionFacts> where) implements ServerMechanism {
        @Override
        public boolean available(ConnectionFacts facts) {
            return where.test(facts);
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            return ServerStep.rejected("offers " + context.offers("X-TWO") + context.offers("X-NONE"));
        }
    }

    private static Choosy needing(String name, int rank, Need... needs) {
        return new Choosy(MechanismInfo.named(name).rank(rank).needs(needs).build(), facts -> true);
    }

    private static List<String> offered(ServerSide side, ConnectionFacts facts) {
        List<String> names = side.mechanisms(facts);
        assertThat(side.offered(facts)).extracting(MechanismInfo::name).isEqualTo(names);
        return names;
    }

    private static ServerSide side(UnaryOperator<ServerSide.Builder> with, Mechanism... mechanisms) {
        MechanismProvider all = () -> List.of(mechanisms);
        return with.apply(ServerSide.with(Catalogue.of(all))).build();
    }

    @Test
    void strongestFirst() {
        ServerSide side = side(builder -> builder, needing("X-ONE", 1), needing("X-THREE", 3), needing("X-TWO", 2));

        assertThat(offered(side, TLS)).containsExactly("X-THREE", "X-TWO", "X-ONE");
    }

    @Test
    void onlyWhatHasAServersSide() {
        ServerSide side = side(builder -> builder, FakeClient.clientFirst(context -> null), needing("X-ONE", 1));

        assertThat(offered(side, TLS)).containsExactly("X-ONE");
        assertThat(side.open(FakeClient.NAME, TLS, Runnable::run)).isEmpty();
    }

    @Test
    void onlyWhereEverythingThatItMayAskIsAnswered() {
        Mechanism[] all = {
            needing("X-VERIFIER", 0, new Need.Verifier(HashKind.QUICK)),
            needing("X-PASSWORDS", 0, new Need.Passwords()),
            needing("X-TOKENS", 0, new Need.Tokens()),
            needing("X-PEERS", 0, new Need.PeerIdentity()),
            needing("X-WORKERS", 0, new Need.Workers()),
            needing("X-ANSWER", 0, new Need.Answer(OtpShape.IsFresh.class)),
            needing("X-BOTH", 0, new Need.Workers(), new Need.Tokens())
        };

        assertThat(offered(side(builder -> builder, all), TLS)).isEmpty();
        assertThat(offered(side(builder -> builder.directory(Users.alice()), all), TLS))
                .containsExactlyInAnyOrder("X-VERIFIER", "X-PASSWORDS");
        assertThat(offered(side(builder -> builder.passwords((question, attempt) -> null), all), TLS))
                .containsExactly("X-PASSWORDS");
        assertThat(offered(side(builder -> builder.tokens((question, attempt) -> null), all), TLS))
                .containsExactly("X-TOKENS");
        assertThat(offered(side(builder -> builder.peers((question, attempt) -> null), all), TLS))
                .containsExactly("X-PEERS");
        assertThat(offered(side(builder -> builder.workers(Runnable::run), all), TLS))
                .containsExactly("X-WORKERS");
        assertThat(offered(
                        side(builder -> builder.answer(OtpShape.IsFresh.class, (question, attempt) -> null), all), TLS))
                .containsExactly("X-ANSWER");
        assertThat(offered(
                        side(
                                builder -> builder.workers(Runnable::run)
                                        .tokens((question, attempt) ->
                                                CompletableFuture.completedFuture(new TokenVerdict.Valid("alice"))),
                                all),
                        TLS))
                .containsExactlyInAnyOrder("X-BOTH", "X-WORKERS", "X-TOKENS");
    }

    @Test
    @Requirement("EXT-04")
    void onlyWhereItIsAvailable_EXT04() {
        ServerSide side = side(
                builder -> builder, new Choosy(MechanismInfo.named("X-ONE").build(), facts -> facts.tls() != null));

        assertThat(offered(side, TLS)).containsExactly("X-ONE");
        assertThat(offered(side, Facts.SMTP)).isEmpty();
    }

    @Test
    @Requirement({"SMTP-03", "SMTP-20", "SASL-24"})
    void onlyWhatIsAdvertisedIsAccepted_SMTP03_SMTP20() {
        List<ConnectionFacts> connections = List.of(Facts.SMTP, TLS);
        Mechanism[] mechanisms =
                Arrays.stream(Shape.values()).map(Shape::mechanism).toArray(Mechanism[]::new);
        List<UnaryOperator<ServerSide.Builder>> servers = List.of(
                builder -> builder,
                builder -> builder.directory(Users.alice()),
                builder -> builder.directory(Users.alice())
                        .workers(Runnable::run)
                        .policy(SaslPolicy.safe().deny("X-CRAM").alsoAllow("X-LOGIN")),
                builder -> builder.tokens((question, attempt) -> null)
                        .policy(SaslPolicy.safe().only("X-XOAUTH")));
        List<String> seen = new ArrayList<>();

        for (UnaryOperator<ServerSide.Builder> server : servers) {
            ServerSide side = side(server, mechanisms);
            for (ConnectionFacts connection : connections) {
                List<String> advertised = side.mechanisms(connection);
                List<String> accepted = Stream.of(mechanisms)
                        .map(mechanism -> mechanism.info().name())
                        .filter(name ->
                                side.open(name, connection, Runnable::run).isPresent())
                        .toList();
                assertThat(accepted).containsExactlyInAnyOrderElementsOf(advertised);
                seen.addAll(advertised);
            }
        }

        assertThat(seen).contains("X-PLAIN", "X-LOGIN", "X-SCRAM", "X-GSS", "X-XOAUTH");
    }

    @Test
    @Requirement("SMTP-20")
    void anUnknownNameOpensNothing_SMTP20() {
        ServerSide side = side(builder -> builder, needing("X-ONE", 1));

        assertThat(side.open("X-TWO", TLS, Runnable::run)).isEmpty();
        assertThat(side.open("x-one", TLS, Runnable::run)).isEmpty();
        assertThat(side.open("", TLS, Runnable::run)).isEmpty();
    }

    @Test
    @Requirement("SCRAM-16")
    void aMechanismKnowsWhatElseIsOffered_SCRAM16() {
        List<String> details = new ArrayList<>();
        ServerSide side = side(
                builder -> builder.audit(event -> details.add(event.detail())),
                needing("X-ONE", 1),
                needing("X-TWO", 2));

        Await.now(side.open("X-ONE", TLS, Runnable::run).orElseThrow().start(new byte[0]));

        assertThat(details).containsExactly("offers truefalse");
    }
}
