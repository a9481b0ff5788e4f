package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Conversation;
import org.countersign.sasl.shapes.Shape;
import org.junit.jupiter.api.Test;

/** An error that a server sends as a challenge, and the failure after it. */
class ServerErrorTest {
    private static final String ERROR = "{\"status\":\"invalid_token\"}";

    private final ClientExchange exchange = Shape.XOAUTH.caller().open(Shape.XOAUTH.wrong());

    private static String error(ClientReply reply) {
        byte[] error = ((ClientReply.Failure) reply).serverError();
        return error == null ? null : Utf8.decode(error);
    }

    @Test
    @Requirement("SASL-12")
    void comesBeforeTheFailureAndIsToldWithIt_SASL12() {
        Conversation conversation =
                new Conversation(Shape.XOAUTH.sentry(Answering.AT_ONCE).open(), exchange).run();

        assertThat(conversation.transcript()).endsWith("S: " + ERROR.length(), "C: 0", "S: Failure[kind=REJECTED]");
        assertThat(error(conversation.clientEnd())).isEqualTo(ERROR);
        assertThat(conversation.clientEnd().toString()).doesNotContain("invalid_token");
    }

    @Test
    void isToldEvenWhenTheServerClaimsSuccess() {
        Await.now(exchange.start());
        Await.now(exchange.challenge(Utf8.encode(ERROR)));

        ClientReply reply = Await.now(exchange.outcome(true, null));

        assertThat(((ClientReply.Failure) reply).kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(error(reply)).isEqualTo(ERROR);
    }

    @Test
    void isNotTheBeginningOfAConversation() {
        Await.now(exchange.start());
        Await.now(exchange.challenge(Utf8.encode(ERROR)));

        ClientReply reply = Await.now(exchange.challenge(Utf8.encode(ERROR)));

        assertThat(((ClientReply.Failure) reply).kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(((ClientReply.Failure) reply).detail()).isEqualTo("challenge after the end");
        assertThat(((ClientReply.Failure) reply).cancelFirst()).isTrue();
    }

    @Test
    void isAbsentFromAPlainRefusal() {
        Await.now(exchange.start());

        assertThat(error(Await.now(exchange.outcome(false, null)))).isNull();
    }
}
