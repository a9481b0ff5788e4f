package org.countersign.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.jcip.annotations.Immutable;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;
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
final class UnknownUserTiming {
    /** Enough to see half a percent. */
    static final int PAIRS = 1_000_000;

    /** Of the normal distribution, for an interval of 99%. */
    private static final double QUANTILE = 2.576;

    private static final int TWICE_IN = 20;

    private static final String KNOWN = "tim";
    private static final String UNKNOWN = "tom";

    private final ServerSide server;
    private final ConnectionFacts facts =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    private UnknownUserTiming() {
        Catalogue catalogue = Catalogue.of(new CramMd5Mechanism());
        Account account = Account.of(KNOWN, "{PLAIN}tanstaaftanstaaf")
                .prepare(catalogue.verifierKinds(), List.of(), (label, count) -> new byte[count]);
        this.server = ServerSide.with(catalogue)
                .directory(Directory.of(List.of(account)))
                .seams(Seams.system())
                .build();
    }

    /**
     * Measures this many pairs, twice.
     *
     * @return the difference in percent, and that with 5% planted
     */
    static List<Measured> measure(int pairs) {
        UnknownUserTiming timing = new UnknownUserTiming();
        Interleaved<String> exchanges = new Interleaved<>(timing::refused, KNOWN, UNKNOWN);
        exchanges.time(pairs / 4);

        Interleaved.Pair honest = exchanges.time(pairs);
        Interleaved.Pair dishonest = new Interleaved<>(timing.oftenTwice(), KNOWN, UNKNOWN).time(pairs);
        return List.of(percent("timing.UnknownUser", honest), percent("timing.UnknownUserPlanted", dishonest));
    }

    private static Measured percent(String operation, Interleaved.Pair pair) {
        double error = QUANTILE
                * Math.hypot(pair.first().standardError(), pair.second().standardError())
                / pair.first().mean();
        return new Measured(
                operation, Measured.OURS, Map.of(), new Estimate(100 * pair.difference(), 100 * error), "%", null);
    }

    /** Takes 5% longer: a delay so short that is made of idle work would disappear in what the processor does meanwhile. */
    private Consumer<String> oftenTwice() {
        int[] calls = new int[1];
        return user -> {
            refused(user);
            if (user.equals(UNKNOWN) && ++calls[0] % TWICE_IN == 0) {
                refused(user);
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

    private static ServerReply now(CompletionStage<ServerReply> stage) {
        return stage.toCompletableFuture().join();
    }
}
