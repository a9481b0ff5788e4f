package org.countersign.sasl.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Conversation;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.SharedStages;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.server.ServerExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of mechanism, a real client against a real server, with every kind of embedder. */
class ShapesTest {

    static Stream<Arguments> everyShapeAndGoodEmbedder() {
        return shapesAnd(Answering::isGood);
    }

    static Stream<Arguments> everyShapeAndFailingEmbedder() {
        return shapesAnd(Answering::fails);
    }

    private static Stream<Arguments> shapesAnd(Predicate<Answering> which) {
        return Arrays.stream(Shape.values())
                .filter(Shape::asksEmbedder)
                .flatMap(
                        shape -> Arrays.stream(Answering.values()).filter(which).map(how -> Arguments.of(shape, how)));
    }

    @ParameterizedTest
    @MethodSource("everyShapeAndGoodEmbedder")
    void succeedsWhereSuccessCarriesData(Shape shape, Answering how) {
        succeeds(shape, how, Facts.WITH_SUCCESS_DATA);
    }

    @ParameterizedTest
    @MethodSource("everyShapeAndGoodEmbedder")
    @Requirement("SASL-08")
    void succeedsWhereSuccessCarriesNoData_SASL08(Shape shape, Answering how) {
        succeeds(shape, how, Facts.SMTP);
    }

    @ParameterizedTest
    @EnumSource
    void succeedsWithoutAnyFactOfAnEmbedder(Shape shape) {
        succeeds(shape, Answering.AT_ONCE, Facts.WITH_SUCCESS_DATA);
    }

    private static void succeeds(Shape shape, Answering how, ConnectionFacts facts) {
        Sentry sentry = shape.sentry(how);

        Conversation conversation =
                new Conversation(sentry.open(facts), shape.caller().open(shape.right())).run();

        Authenticated who = conversation.success().who();
        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("alice"));
        assertThat(who.authorizationId()).isEqualTo("alice");
        assertThat(conversation.clientEnd()).isInstanceOf(ClientReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
        assertNothingIsLeft(conversation);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("SASL-06")
    void succeedsWhereTheProtocolHasNoInitialResponse_SASL06(Shape shape) {
        Conversation conversation = new Conversation(
                        shape.sentry(Answering.AT_ONCE).open(), shape.caller().open(shape.right()))
                .withoutInitialResponse()
                .run();

        assertThat(conversation.clientEnd()).isInstanceOf(ClientReply.Success.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GSS")
    void succeedsWithStagesThatManyAttemptsShare(Shape shape) {
        SharedStages cache = new SharedStages();
        Sentry sentry = shape.sentry(cache);
        ServerExchange hungUp = sentry.open();
        new Conversation(hungUp, shape.caller().open(shape.right())).runUntilTheServerWaits();
        List<Conversation> all = IntStream.range(0, 20)
                .mapToObj(i -> new Conversation(sentry.open(), shape.caller().open(shape.right())))
                .toList();
        all.forEach(Conversation::runUntilTheServerWaits);
        assertThat(cache.size()).isEqualTo(1);

        hungUp.close();
        cache.load();

        assertThat(all).allSatisfy(each -> assertThat(each.run().clientEnd()).isInstanceOf(ClientReply.Success.class));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GSS")
    @Requirement("SASL-11")
    void refusesWrongCredentials_SASL11(Shape shape) {
        Sentry sentry = shape.sentry(Answering.ON_ANOTHER_THREAD);

        Conversation conversation =
                new Conversation(sentry.open(), shape.caller().open(shape.wrong())).run();

        assertThat(conversation.serverEnd()).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(conversation.clientEnd()).isInstanceOf(ClientReply.Failure.class);
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.REJECTED);
        assertNothingIsLeft(conversation);
    }

    @ParameterizedTest
    @MethodSource("everyShapeAndFailingEmbedder")
    void failsForTheMomentWhenTheEmbedderFails(Shape shape, Answering how) {
        Sentry sentry = shape.sentry(how);

        Conversation conversation =
                new Conversation(sentry.open(), shape.caller().open(shape.right())).run();

        assertThat(conversation.serverEnd()).isEqualTo(failure(FailureKind.TEMPORARY));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
        assertNothingIsLeft(conversation);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GSS")
    void endsAtItsDeadlineWhenNobodyAnswers(Shape shape) {
        Sentry sentry = shape.sentry(Answering.NEVER);
        ServerExchange server = sentry.open();
        Conversation conversation =
                new Conversation(server, shape.caller().open(shape.right())).runUntilTheServerWaits();

        server.expire();

        assertThat(conversation.serverEnd()).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
        assertServerForgets(conversation);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GSS")
    void endsWithTheConnectionWhenNobodyAnswers(Shape shape) {
        Sentry sentry = shape.sentry(Answering.NEVER);
        ServerExchange server = sentry.open();
        Conversation conversation =
                new Conversation(server, shape.caller().open(shape.right())).runUntilTheServerWaits();

        server.close();

        assertThat(conversation.serverEnd()).isEqualTo(failure(FailureKind.ABORTED));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
        assertServerForgets(conversation);
    }

    @ParameterizedTest
    @EnumSource
    void manyExchangesOfOneMechanismDoNotDisturbEachOther(Shape shape) {
        Sentry sentry = shape.sentry(Answering.ON_ANOTHER_THREAD);

        List<Conversation> all = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> new Conversation(
                                sentry.open(), shape.caller().open(i % 2 == 0 ? shape.right() : shape.wrong()))
                        .run())
                .toList();

        long right = shape == Shape.GSS ? 40 : 20;
        assertThat(all.stream().filter(each -> each.clientEnd() instanceof ClientReply.Success))
                .hasSize((int) right);
        assertThat(sentry.events()).hasSize(40);
    }

    private static void assertNothingIsLeft(Conversation conversation) {
        assertThat(conversation.received())
                .isNotEmpty()
                .allSatisfy(array -> assertThat(array).isEqualTo(new byte[array.length]));
    }

    private static void assertServerForgets(Conversation conversation) {
        byte[] last = conversation.received().get(conversation.received().size() - 1);
        assertThat(last).isEqualTo(new byte[last.length]);
    }
}
