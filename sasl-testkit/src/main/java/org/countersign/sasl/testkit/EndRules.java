package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;

/** An exchange ends once, whenever it has to, and leaves nothing behind. */
@NotThreadSafe
public sealed interface EndRules extends Rules permits MechanismContract {

    /** After the outcome, every call is refused with {@link IllegalStateException}, and one event has been audited. */
    @Test
    default void nothingHappensAfterTheEnd() {
        trials().usual();
        trials().credentials().forEach(credentials -> {
            Conversation ended = trials().dialogue().credentials(credentials).open();
            ended.finish();
            refuses(ended, () -> ended.server().start(null));
            refuses(ended, () -> ended.server().respond(new byte[0]));
            refuses(ended, () -> ended.client().start());
            refuses(ended, () -> ended.client().challenge(new byte[0]));
            refuses(ended, () -> ended.client().outcome(true, null));
            unless(
                    ended.recorder().audit.size() == 1,
                    "One attempt is audited once",
                    "ServerSide.Builder.audit",
                    ended.recorder().audit);
        });
    }

    private static void refuses(Conversation ended, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException expected) {
            return;
        }
        unless(
                false,
                "An exchange that has ended takes no further message: nobody may have a second guess",
                "SEC-11, ServerExchange, ClientExchange",
                ended.end());
    }

    /** Both sides may be closed before each message, and twice; the attempt is then {@link FailureKind#ABORTED}. */
    @Test
    default void closingIsPossibleAtAnyMoment() {
        int moments = moments();
        for (int moment = 0; moment <= moments; moment++) {
            Conversation closed = closedAt(moment);
            List<AuditEvent> audit = closed.recorder().audit;
            boolean started = moment >= 2; // the client speaks first, if only to say that it waits
            boolean ended = moment >= moments - 1; // the last to speak is the client, about the outcome
            unless(
                    audit.size() == (started ? 1 : 0) && (ended || !started || isAborted(closed)),
                    "Let an exchange be closed before turn " + moment + ", twice, and without an error",
                    "SASL-10, RFC 4422 section 3.5",
                    audit);
        }
    }

    private static boolean isAborted(Conversation closed) {
        ServerReply reply =
                closed.server().respond(new byte[0]).toCompletableFuture().join();
        return reply instanceof ServerReply.Failure failure && failure.kind() == FailureKind.ABORTED;
    }

    /** However an exchange ends, the octets that came in and the secrets that were asked for are wiped. */
    @Test
    default void everythingIsWiped() {
        for (int moment = moments(); moment >= 0; moment--) {
            wiped(closedAt(moment).recorder());
        }
        trials().profile().wrong.ifPresent(wrong -> {
            Conversation refused = trials().dialogue().credentials(wrong).open();
            refused.finish();
            wiped(refused.recorder());
        });
    }

    private static void wiped(Recorder recorder) {
        unless(
                recorder.handedIn.stream().allMatch(EndRules::isZero),
                "Messages are wiped when an exchange ends",
                "SEC-06, ServerExchange",
                recorder.steps);
        unless(
                recorder.handedOut.stream()
                        .noneMatch(data -> recorder.handedIn.stream().anyMatch(input -> input == data)),
                "Copy what you send: the driver wipes the array that a message came in, maybe before it is sent again",
                "SEC-06, ServerStep.OnResponse",
                recorder.steps);
        unless(
                recorder.secrets.stream().allMatch(EndRules::isClosed),
                "Secrets are closed when an exchange ends",
                "SEC-06, Secret",
                recorder.steps);
    }

    private static boolean isZero(byte[] octets) {
        for (byte octet : octets) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosed(Secret secret) {
        try {
            secret.octets();
            return false;
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    /** How many times the sides of the usual dialogue speak. */
    private int moments() {
        trials().usual();
        return trials().dialogue().open().finish();
    }

    private Conversation closedAt(int moment) {
        Conversation closed = trials().dialogue().open();
        for (int i = 0; i < moment; i++) {
            closed.advance();
        }
        for (int twice = 0; twice < 2; twice++) {
            closed.client().close();
            closed.server().close();
        }
        return closed;
    }
}
