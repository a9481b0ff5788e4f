package org.countersign.app.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.PlainPasswordKind;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerSide;

/** Which mechanisms the server offers. */
@ThreadSafe
public final class Mechanisms {
    /** What is offered when nobody says otherwise; historic and legacy mechanisms only when they are named. */
    public static final List<String> DEFAULT = List.of(
            "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "EXTERNAL", "OAUTHBEARER", "XOAUTH2", "CRAM-MD5", "PLAIN", "LOGIN");

    /** By the beginning of the name. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "OAUTHBEARER",
            "sasl-oauthbearer",
            "XOAUTH2",
            "sasl-xoauth2",
            "PLAIN",
            "sasl-plain",
            "LOGIN",
            "sasl-login",
            "CRAM-MD5",
            "sasl-crammd5",
            "DIGEST-MD5",
            "sasl-digestmd5",
            "NTLM",
            "sasl-ntlm",
            "SCRAM-",
            "sasl-scram",
            "EXTERNAL",
            "sasl-external",
            "ANONYMOUS",
            "sasl-anonymous");

    private Mechanisms() {}

    /**
     * The mechanisms of these names, and no others.
     *
     * @param names in upper case
     * @throws IllegalArgumentException if one of them is not on the classpath; the message is for people
     */
    public static Catalogue named(List<String> names) {
        return named(names, classPath());
    }

    /** The mechanisms that the options name, with what they have instead. */
    static Catalogue named(ServerOptions options) {
        Map<String, MechanismProvider> chosen = new LinkedHashMap<>();
        named(options.mechanisms)
                .all()
                .forEach(mechanism -> chosen.put(mechanism.info().name(), mechanism));
        options.instead.forEach(own -> chosen.replace(own.info().name(), own));
        return Catalogue.of(chosen.values().toArray(MechanismProvider[]::new));
    }

    private static Catalogue classPath() {
        return Catalogue.load(Mechanisms.class.getClassLoader());
    }

    static Catalogue named(List<String> names, Catalogue all) {
        List<MechanismProvider> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            chosen.add(all.find(name)
                    .filter(ServerMechanism.class::isInstance)
                    .orElseThrow(() -> new IllegalArgumentException(absent(name, all))));
        }
        return Catalogue.of(chosen.toArray(MechanismProvider[]::new));
    }

    /** The server's side of these mechanisms: whoever names ANONYMOUS wants it. */
    static ServerSide serverSide(Catalogue catalogue, ServerOptions options, Executor workers) {
        String[] alsoAllowed = catalogue.all().stream()
                .map(Mechanism::info)
                .filter(info -> info.has(Trait.ANONYMOUS) || (options.cleartextAllowed && revealsSecret(info)))
                .map(MechanismInfo::name)
                .toArray(String[]::new);
        String[] forNobody = catalogue.all().stream()
                .map(Mechanism::info)
                .filter(info -> isForNobody(info, options.directory.samples()))
                .map(MechanismInfo::name)
                .toArray(String[]::new);
        ServerSide.Builder side = ServerSide.with(catalogue)
                .directory(options.directory, passwordKinds())
                .authorizationIds(SaslPrep::query)
                .policy(SaslPolicy.safe().alsoAllow(alsoAllowed).deny(forNobody))
                .workers(workers)
                .deadline(options.exchangeDeadline)
                .audit(options.audit);
        if (options.peers != null) {
            side.peers(options.peers);
        }
        if (options.guesses > 0) {
            side.gate(new GuessLimit(options.guesses));
        }
        if (options.decoySecret != null) {
            side.decoySecret(options.decoySecret);
        }
        if (options.tokens != null) {
            side.tokens(options.tokens);
        }
        return side.build();
    }

    /** Whether no account has a verifier for this mechanism: it would only make clients fail that prefer it. */
    private static boolean isForNobody(MechanismInfo info, Collection<Account> accounts) {
        List<VerifierKind<?>> kinds = new ArrayList<>();
        for (Need need : info.needs()) {
            if (need instanceof Need.Verifier verifier) {
                kinds.add(verifier.kind());
            }
        }
        return !accounts.isEmpty()
                && !kinds.isEmpty()
                && accounts.stream()
                        .noneMatch(account -> kinds.stream()
                                .anyMatch(kind -> account.verifier(kind, "").isPresent()));
    }

    /**
     * Every kind on the classpath against which a password can be checked, whether its mechanism is offered or not. Users
     * without an entry look as if they had the first, a password in clear.
     */
    private static PasswordKind<?>[] passwordKinds() {
        Stream<VerifierKind<?>> kinds = classPath().verifierKinds().stream();
        return Stream.concat(Stream.of(new PlainPasswordKind()), kinds)
                .filter(PasswordKind.class::isInstance)
                .distinct()
                .toArray(PasswordKind<?>[]::new);
    }

    private static boolean revealsSecret(MechanismInfo info) {
        return info.has(Trait.PLAINTEXT_PASSWORD) || info.has(Trait.BEARER_TOKEN);
    }

    private static String absent(String name, Catalogue all) {
        StringBuilder message = new StringBuilder("no mechanism ").append(name).append(" on the classpath");
        ARTIFACTS.entrySet().stream()
                .filter(artifact -> name.startsWith(artifact.getKey()))
                .forEach(artifact -> message.append("; it is in the artifact org.countersign:")
                        .append(artifact.getValue()));
        all.problems().forEach(problem -> message.append("; ").append(problem.what()));
        return message.toString();
    }
}
