package org.countersign.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Seams;
import org.countersign.sasl.crammd5.CramMd5Mechanism;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;

/**
 * Whether time tells an unknown user from a wrong password (SEC-04): whole CRAM-MD5 exchanges on the server, against an
 * account that exists and one that does not, a million pairs in random order. The same program then slows the unknown user
 * down by 5%, and must see it.
 */
@Immutable
public final class UnknownUserTiming {
    private static final int PAIRS = 1_000_000;
    private static final double MOST = 0.02;
    private static final int TWICE_IN = 20;

    private final ServerSide server;
    private final ConnectionFacts facts =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    private UnknownUserTiming() {
        Catalogue catalogue = Catalogue.of(new CramMd5Mechanism());
        Account account = Account.of("tim", "{PLAIN}tanstaaftanstaaf")
                .prepare(catalogue.verifierKinds(), List.of(), (label, count) -> new byte[count]);
        this.server = ServerSide.with(catalogue)
                .directory(Directory.of(List.of(account)))
                .seams(Seams.system())
                .build();
    }

    /** Prints both differences; ends with 1 if the first is too large, or the second is not seen. */
    public static void main(String[] arguments) {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PAIRS;
        System.exit(new UnknownUserTiming().run(pairs) ? 0 : 1);
    }

    private boolean run(int pairs) {
        Runnable wrongPassword = () -> refused("tim");
        Runnable unknownUser = () -> refused("tom");
        new Interleaved(wrongPassword, unknownUser).time(pairs / 4);

        Interleaved.Pair honest = new Interleaved(wrongPassword, unknownUser).time(pairs);
        print("unknown user against wrong password", honest);

        Interleaved.Pair dishonest = new Interleaved(wrongPassword, oftenTwice(unknownUser)).time(pairs);
        print("the same with 5% planted", dishonest);

        return Math.abs(honest.difference()) < MOST && dishonest.difference() > MOST;
    }

    /** Takes 5% longer: a delay so short that is made of idle work would disappear in what the processor does meanwhile. */
    private static Runnable oftenTwice(Runnable action) {
        int[] calls = new int[1];
        return () -> {
            action.run();
            if (++calls[0] % TWICE_IN == 0) {
                action.run();
            }
        };
    }

    private void refused(String user) {
        ServerExchange exchange = server.open("CRAM-MD5", facts, Runnable::run).orElseThrow();
        now(exchange.start(null));
        byte[] response = (user + " 00000000000000000000000000000000").getBytes(StandardCharsets.US_ASCII);
        if (!(now(exchange.respond(response)) instanceof ServerReply.Failure)) {
            throw new IllegalStateException("not refused");
        }
    }

    private static void print(String what, Interleaved.Pair pair) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f ns +- %.1f, %.1f ns +- %.1f, difference %+.2f%%%n",
                what,
                pair.first().mean(),
                pair.first().standardError(),
                pair.second().mean(),
                pair.second().standardError(),
                100 * pair.difference());
    }

    private static ServerReply now(CompletionStage<ServerReply> stage) {
        return stage.toCompletableFuture().join();
    }
}
