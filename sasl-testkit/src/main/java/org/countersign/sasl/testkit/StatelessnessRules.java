package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;

/** A mechanism is one object for all connections: exchanges never influence each other. */
@NotThreadSafe
public sealed interface StatelessnessRules extends Rules permits MechanismContract {

    /** With the same nonces and the same time, an exchange is the same to the octet: chance comes from the seams only. */
    @Test
    default void sameSeamsGiveTheSameOctets() {
        Dialogue first = trials().usual();
        Dialogue second = trials().dialogue().run();
        unless(
                first.messages().equals(second.messages()),
                "Take nonces from Seams.fillNonce and the time from Seams.now, and keep nothing from one exchange to the"
                        + " next",
                "SEC-09, Seams",
                first + "\nbecame " + second);
    }

    /** Many exchanges whose messages alternate end as each does alone, right credentials and wrong ones. */
    @Test
    default void interleavedExchangesDoNotInfluenceEachOther() {
        List<Dialogue.Builder> exchanges = exchanges(16);
        List<Dialogue> alone = exchanges.stream().map(Dialogue.Builder::run).toList();
        List<Conversation> together =
                exchanges.stream().map(Dialogue.Builder::open).toList();
        boolean going = true;
        while (going) {
            going = false;
            for (Conversation conversation : together) {
                going |= conversation.advance();
            }
        }
        for (int i = 0; i < alone.size(); i++) {
            endsAlike(alone.get(i), together.get(i).end());
        }
    }

    /** Exchanges on several threads, which step together, end as each does alone. */
    @Test
    default void concurrentExchangesDoNotInfluenceEachOther() throws Exception {
        int threads = 4;
        int each = 12;
        List<Dialogue.Builder> exchanges = exchanges(threads * each);
        List<Dialogue> alone = exchanges.stream().map(Dialogue.Builder::run).toList();
        Phaser steps = new Phaser(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Dialogue>>> running = new ArrayList<>();
            for (int first = 0; first < exchanges.size(); first += each) {
                List<Dialogue.Builder> own = exchanges.subList(first, first + each);
                running.add(pool.submit(() -> inStep(own, steps)));
            }
            List<Dialogue> together = new ArrayList<>();
            for (Future<List<Dialogue>> dialogues : running) {
                together.addAll(dialogues.get(1, TimeUnit.MINUTES));
            }
            for (int i = 0; i < alone.size(); i++) {
                endsAlike(alone.get(i), together.get(i));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Dialogue> inStep(List<Dialogue.Builder> exchanges, Phaser steps) {
        try {
            List<Dialogue> ended = new ArrayList<>();
            for (Dialogue.Builder exchange : exchanges) {
                Conversation conversation = exchange.open();
                do {
                    steps.arriveAndAwaitAdvance();
                } while (conversation.advance());
                ended.add(conversation.end());
            }
            return ended;
        } finally {
            steps.arriveAndDeregister();
        }
    }

    /** Exchanges with nonces of their own, right credentials and wrong ones by turns. */
    private List<Dialogue.Builder> exchanges(int count) {
        trials().usual();
        List<Credentials> credentials = trials().credentials();
        return IntStream.range(0, count)
                .mapToObj(i -> trials().dialogue().seed(i).credentials(credentials.get(i % credentials.size())))
                .toList();
    }

    private static void endsAlike(Dialogue alone, Dialogue among) {
        unless(
                alone.outcome().equals(among.outcome())
                        && alone.messages().size() == among.messages().size(),
                "Keep the state of an exchange in local variables that its steps capture, never in fields of the"
                        + " mechanism or in statics",
                "SEC-11, ServerMechanism",
                "alone: " + alone + "\namong others: " + among);
    }
}
