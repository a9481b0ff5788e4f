package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.success;

import java.time.Instant;
import java.util.Arrays;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;

/** What a mechanism sees of its exchange. */
class ServerContextTest {
    private static final Seams SEAMS = new Seams() {
        @Override
        public void fillNonce(byte[] into) {
            Arrays.fill(into, (byte) 'n');
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    @Test
    void hasTheFactsOfTheConnectionAndTheServersSeams() {
        FakeServer telling = FakeServer.serverFirst((context, none) -> {
            byte[] nonce = new byte[3];
            context.seams().fillNonce(nonce);
            return challenge(
                    Utf8.encode(Utf8.decode(nonce) + " " + context.seams().now() + " "
                            + context.facts().host()),
                    more -> success("alice"));
        });

        ServerReply reply = Await.now(Sentry.of(telling, builder -> builder.seams(SEAMS))
                .open(Facts.SMTP)
                .start(null));

        assertThat(Utf8.decode(((ServerReply.Challenge) reply).data()))
                .isEqualTo("nnn 1970-01-01T00:00:00Z mail.example.org");
    }
}
