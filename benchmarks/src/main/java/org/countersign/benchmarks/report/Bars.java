package org.countersign.benchmarks.report;

import static org.countersign.benchmarks.report.Limit.atLeast;
import static org.countersign.benchmarks.report.Limit.atMost;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jcip.annotations.ThreadSafe;

/** The table of bars and goals. */
@ThreadSafe
public final class Bars {
    private static final String STATES = "primitives.HmacMd5FromStates.";
    private static final String NEW_KEY = "primitives.HmacMd5NewKey.";
    private static final String CRAM = "exchanges.CramMd5Server.";
    private static final String DIGEST = "exchanges.DigestMd5Server.";
    private static final String SCRAM = "exchanges.ScramServer.";
    private static final String SCRAM_KEY = "primitives.ScramKeys.";
    private static final String NTLM = "primitives.NtlmV2Proof.";
    private static final String FRAMEWORK = "exchanges.Framework.";
    private static final String SESSION = "serve.Session.";
    private static final String MANY = " 64";
    private static final String FEW = " 4";
    private static final String OURS = Measured.OURS;

    private static final List<Bar> ALL = List.of(
            new Bar(1, "HMAC-MD5 from states", limits(STATES + OURS), atMost(1.20, 1.30, "F"), atMost(1.05, 1.15, "F")),
            new Bar(
                    1,
                    "the JDK's Mac, kept",
                    ratio(STATES + "jdkMacKept", STATES + OURS),
                    atLeast(2.0, 1.8, "x"),
                    null),
            new Bar(1, "allocated", octets(STATES + OURS), atMost(0.5, "B"), null),
            new Bar(
                    2,
                    "HMAC-MD5, new key: the JDK's Mac, init",
                    ratio(NEW_KEY + "jdkMacInit", NEW_KEY + OURS),
                    atLeast(1.25, 1.15, "x"),
                    atLeast(1.4, 1.25, "x")),
            new Bar(2, "allocated", octets(NEW_KEY + OURS), atMost(0.5, "B"), null),
            new Bar(3, "CRAM-MD5 server", limits(CRAM + OURS), null, atMost(3, "F")),
            new Bar(3, "the JDK, factory kept", withoutClient(CRAM, "jdkFactoryKept"), atLeast(3, "x"), null),
            new Bar(3, "the JDK, Sasl.create", withoutClient(CRAM, "jdkCreateSaslServer"), atLeast(30, "x"), null),
            new Bar(3, "allocated", octets(CRAM + OURS), atMost(900, "B"), atMost(500, "B")),
            new Bar(
                    4,
                    "DIGEST-MD5 server, by hand = 1",
                    ratio(DIGEST + OURS, DIGEST + "byHand"),
                    atMost(1.3, "x"),
                    null),
            new Bar(4, "the JDK, factory kept", withoutClient(DIGEST, "jdkFactoryKept"), atLeast(4, "x"), null),
            new Bar(4, "Elytron", withoutClient(DIGEST, "elytronFactoryKept"), null, atLeast(3, "x")),
            new Bar(4, "GNU SASL", ratio(DIGEST + "gnuSasl", DIGEST + OURS), null, atLeast(3, "x")),
            new Bar(
                    5,
                    "SCRAM-SHA-256 server, by hand = 1",
                    ratio(SCRAM + OURS, SCRAM + "byHand"),
                    atMost(1.3, "x"),
                    atMost(1.1, "x")),
            new Bar(5, "Elytron", withoutClient(SCRAM, "elytronFactoryKept"), atLeast(3, "x"), null),
            new Bar(
                    6,
                    "SCRAM client's key: SecretKeyFactory",
                    ratio(SCRAM_KEY + "jdkSecretKeyFactory", SCRAM_KEY + OURS),
                    atLeast(1.4, "x"),
                    null),
            new Bar(6, "allocated", octets(SCRAM_KEY + OURS), null, atMost(100_000, "B")),
            new Bar(
                    7,
                    "NTLMv2 proof: the JDK's Mac",
                    ratio(NTLM + "jdkMac", NTLM + OURS),
                    atLeast(1.4, "x"),
                    atLeast(1.7, "x")),
            new Bar(8, "framework", score(FRAMEWORK + OURS), atMost(350, "ns"), atMost(150, "ns")),
            new Bar(8, "allocated", octets(FRAMEWORK + OURS), atMost(900, "B"), atMost(500, "B")),
            new Bar(
                    9,
                    "unknown user against wrong password",
                    size("timing.UnknownUser." + OURS),
                    atMost(2, "%"),
                    atMost(0.5, "%")),
            new Bar(9, "the same with 5% planted", score("timing.UnknownUserPlanted." + OURS), atLeast(2, "%"), null),
            new Bar(10, "two threads", twoThreads(CRAM + OURS), atLeast(1.7, "x"), null),
            new Bar(10, "two threads that share nothing", twoThreads(Results.BLOCK), null, null),
            new Bar(11, "CPU of a session, SubEthaSMTP = 1", cpu("subethasmtp", MANY), atMost(0.8, "x"), null),
            new Bar(11, "CPU of a session, James = 1", cpu("jamesProtocols", MANY), atMost(0.8, "x"), null),
            new Bar(11, "sessions per second, SubEthaSMTP = 1", rate("subethasmtp", MANY), atLeast(1, "x"), null),
            new Bar(11, "sessions per second, James = 1", rate("jamesProtocols", MANY), atLeast(1, "x"), null),
            new Bar(11, "four at once: CPU, SubEthaSMTP = 1", cpu("subethasmtp", FEW), null, null),
            new Bar(11, "four at once: per second, SubEthaSMTP = 1", rate("subethasmtp", FEW), null, null),
            new Bar(
                    12,
                    "idle connections in 256 MiB",
                    in("serve.Idle." + OURS, "connections"),
                    atLeast(10_000, ""),
                    null),
            new Bar(12, "resident", in("serve.Idle." + OURS, "MiB"), null, atMost(300, "MiB")));

    /** The benchmarks of JMH that the table needs, as regular expressions. */
    public static final List<String> BENCHMARKS = List.of(
            "HmacMd5FromStates\\.(countersign|jdkMacKept)$",
            "HmacMd5NewKey\\.(countersign|jdkMacInit)$",
            "CramMd5Server\\.(countersign|countersignOnTwoThreads|byHand|client|jdkFactoryKept|jdkCreateSaslServer)$",
            "DigestMd5Server\\.(countersign|byHand|client|jdkFactoryKept|elytronFactoryKept)$",
            "ScramServer\\.(countersign|byHand|client|elytronFactoryKept)$",
            "ScramKeys\\.(countersign|jdkSecretKeyFactory)$",
            "NtlmV2Proof\\.(countersign|jdkMac)$",
            "Framework\\.countersign$");

    private Bars() {}

    /** The table in Markdown, with a line about where it comes from. */
    public static String table(Results results) {
        Provenance from = results.from();
        String f = results.limit()
                .map(each -> String.format(java.util.Locale.ROOT, "; F = %.0f ns", each.value()))
                .orElse("");
        return from.machine() + ", JDK " + from.jdk() + ", commit " + from.commit() + ", " + from.date() + f + "\n\n"
                + "| | | measured | bar | | goal | |\n|---|---|---|---|---|---|---|\n"
                + ALL.stream().map(each -> each.row(results) + "\n").collect(Collectors.joining());
    }

    /** Whether no bar is missed; what was not measured misses none. */
    public static boolean met(Results results) {
        return ALL.stream().noneMatch(each -> each.missed(results));
    }

    private static Function<Results, Optional<Estimate>> score(String name) {
        return results -> results.find(name).map(Measured::score);
    }

    /** How large a difference is, whichever sign it has. */
    private static Function<Results, Optional<Estimate>> size(String name) {
        return score(name).andThen(found -> found.map(each -> new Estimate(Math.abs(each.value()), each.error())));
    }

    private static Function<Results, Optional<Estimate>> octets(String name) {
        return results -> results.find(name).flatMap(each -> Optional.ofNullable(each.octets()));
    }

    private static Function<Results, Optional<Estimate>> in(String name, String unit) {
        return results -> results.find(name, unit).map(Measured::score);
    }

    private static Function<Results, Optional<Estimate>> limits(String name) {
        return results ->
                score(name).apply(results).flatMap(each -> results.limit().map(each::over));
    }

    private static Function<Results, Optional<Estimate>> ratio(String over, String under) {
        return quotient(score(over), score(under));
    }

    private static Function<Results, Optional<Estimate>> quotient(
            Function<Results, Optional<Estimate>> over, Function<Results, Optional<Estimate>> under) {
        return results ->
                over.apply(results).flatMap(each -> under.apply(results).map(each::over));
    }

    /** A peer whose nonce can not be foreseen takes no recorded response: without what its client takes. */
    private static Function<Results, Optional<Estimate>> withoutClient(String operation, String peer) {
        Function<Results, Optional<Estimate>> alone = results -> score(operation + peer)
                .apply(results)
                .flatMap(both -> score(operation + "client").apply(results).map(both::minus));
        return quotient(alone, score(operation + OURS));
    }

    /** How much more two threads do: each has the time of one. */
    private static Function<Results, Optional<Estimate>> twoThreads(String name) {
        return ratio(name, name + "OnTwoThreads").andThen(found -> found.map(each -> each.times(2)));
    }

    private static Function<Results, Optional<Estimate>> cpu(String peer, String atOnce) {
        return sessions(peer, atOnce, "CPU us/session");
    }

    private static Function<Results, Optional<Estimate>> rate(String peer, String atOnce) {
        return sessions(peer, atOnce, "sessions/s");
    }

    private static Function<Results, Optional<Estimate>> sessions(String peer, String atOnce, String unit) {
        return quotient(in(SESSION + OURS + atOnce, unit), in(SESSION + peer + atOnce, unit));
    }
}
