package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.Conversation;
import org.countersign.sasl.harness.Elsewhere;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.shapes.GssShape;
import org.countersign.sasl.shapes.ToyContext;
import org.countersign.sasl.shapes.ToyLayer;
import org.junit.jupiter.api.Test;

/** A security layer, and what it needs of the exchange that has negotiated it. */
class SecurityLayersTest {
    private final ToyContext owned = new ToyContext();
    private final ToyLayer negotiated = new ToyLayer(owned, 100);
    private final List<String> closed = new ArrayList<>();
    private final FakeServer negotiating = FakeServer.clientFirst((context, none) -> {
        context.own((AutoCloseable) () -> closed.add("something else"));
        context.own(owned);
        return success("alice").layer(negotiated);
    });

    private static SecurityLayer layer(ServerReply reply) {
        return ((ServerReply.Success) reply).layer();
    }

    @Test
    @Requirement({"SASL-18", "SASL-22"})
    void protectsBothDirectionsAfterTheOutcomeUntilItIsClosed_SASL18() throws Exception {
        GssShape mechanism = new GssShape();
        Sentry sentry = Sentry.of(mechanism, builder -> builder.workers(Runnable::run));
        Conversation conversation =
                new Conversation(sentry.open(), Caller.of(mechanism).open(new Elsewhere("alice"))).run();
        String text = "MAIL FROM:<alice@example.org>\r\n".repeat(40);

        try (LayerCodec server = new LayerCodec(conversation.success().layer());
                LayerCodec client = new LayerCodec(((ClientReply.Success) conversation.clientEnd()).layer())) {
            assertThat(mechanism.contexts()).hasSize(2).allMatch(context -> context.closed() == 0);
            assertThat(carry(client, server, text)).isEqualTo(text);
            assertThat(carry(server, client, text)).isEqualTo(text);
        }

        assertThat(mechanism.contexts()).hasSize(2).allMatch(context -> context.closed() == 1);
    }

    private static String carry(LayerCodec from, LayerCodec to, String text) throws Exception {
        byte[] plain = Utf8.encode(text);
        byte[] wire = from.encode(plain, 0, plain.length);
        assertThat(new String(wire, StandardCharsets.ISO_8859_1)).doesNotContain("alice");
        return Utf8.decode(to.decode(wire, 0, wire.length));
    }

    @Test
    void livesOnWithAllThatTheExchangeOwned() {
        SecurityLayer layer = layer(Await.now(Sentry.of(negotiating).open().start(new byte[0])));

        assertThat(owned.closed()).isZero();
        assertThat(closed).isEmpty();
        assertThat(layer.confidential()).isTrue();
        assertThat(layer.maxPlain()).isEqualTo(96);
        assertThat(layer.maxReceive()).isEqualTo(100);

        layer.close();
        layer.close();

        assertThat(negotiated.closed()).isEqualTo(1);
        assertThat(owned.closed()).isEqualTo(1);
        assertThat(closed).containsExactly("something else");
    }

    @Test
    void outlivesTheCloseOfItsExchange() throws Exception {
        ServerExchange exchange = Sentry.of(negotiating).open();
        SecurityLayer layer = layer(Await.now(exchange.start(new byte[0])));

        exchange.close();

        assertThat(layer.unwrap(layer.wrap(new byte[] {1, 2, 3}, 1, 2))).containsExactly(2, 3);
        layer.close();
    }

    @Test
    void isNotNegotiatedWhereTheProtocolCanNotSwitch() {
        Sentry sentry = Sentry.of(negotiating);

        ServerReply reply = Await.now(
                sentry.open(Facts.smtp().layersPossible(false).build()).start(new byte[0]));

        assertThat(reply).isEqualTo(failure(FailureKind.INTERNAL));
        assertThat(negotiated.closed()).isEqualTo(1);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void isClosedWhenTheConnectionGoesBeforeTheOutcome() {
        ServerExchange exchange = Sentry.of(FakeServer.clientFirst((context, none) ->
                        success("alice").finalData(new byte[] {1}).layer(negotiated)))
                .open();
        Await.now(exchange.start(new byte[0]));
        assertThat(negotiated.closed()).isZero();

        exchange.close();

        assertThat(negotiated.closed()).isEqualTo(1);
    }

    @Test
    void withoutOneAllIsClosedWithTheOutcome() {
        Await.now(Sentry.of(FakeServer.clientFirst((context, none) -> {
                    context.own(owned);
                    return success("alice");
                }))
                .open()
                .start(new byte[0]));

        assertThat(owned.closed()).isEqualTo(1);
        assertThatThrownBy(() -> new ToyLayer(owned, 100).wrap(new byte[1], 0, 1))
                .isInstanceOf(IllegalStateException.class);
    }
}
