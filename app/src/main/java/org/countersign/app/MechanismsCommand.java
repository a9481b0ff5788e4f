package org.countersign.app;

import java.io.PrintWriter;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.server.Mechanisms;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.SaslPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what the class path holds, and where a server of this program offers it. */
@Command(
        name = "mechanisms",
        description = "Lists the mechanisms on the class path, strongest first, and where they are offered.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is well", "1:something on the class path can not be used"})
@NotThreadSafe
final class MechanismsCommand implements Callable<Integer> {
    private static final ConnectionFacts WITHOUT_TLS =
            ConnectionFacts.of("smtp", "localhost").build();
    private static final ConnectionFacts WITH_TLS = ConnectionFacts.of("smtp", "localhost")
            .tls(new TlsFacts("TLSv1.3", null, List.of(), false))
            .build();

    private static final ConnectionFacts WITH_CLIENT_CERTIFICATE = ConnectionFacts.of("smtp", "localhost")
            .tls(new TlsFacts(
                    "TLSv1.3",
                    null,
                    List.of(SelfSignedCertificate.forLocalhost().certificate()),
                    true))
            .build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Supplier<Catalogue> classPath;

    MechanismsCommand() {
        this(Main::catalogue);
    }

    MechanismsCommand(Supplier<Catalogue> classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = classPath.get();
        Table table =
                new Table("MECHANISM", "SIDES", "FIRST", "STATUS", "WITHOUT TLS", "WITH TLS", "NEEDS", "TRAITS", "JAR");
        for (Mechanism mechanism : catalogue.all()) {
            MechanismInfo info = mechanism.info();
            table.row(
                    info.name(),
                    sides(mechanism),
                    words(List.of(info.firstMover())),
                    words(List.of(info.status())),
                    offered(mechanism, WITHOUT_TLS),
                    offered(mechanism, WITH_TLS),
                    info.needs().stream().map(MechanismsCommand::need).sorted().collect(Collectors.joining(", ")),
                    words(info.traits()),
                    jar(mechanism));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        catalogue.problems().forEach(problem -> out.println("problem: " + problem.what()));
        out.flush();
        return catalogue.problems().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static String sides(Mechanism mechanism) {
        List<String> sides = new ArrayList<>();
        if (mechanism instanceof ClientMechanism) {
            sides.add("client");
        }
        if (mechanism instanceof ServerMechanism) {
            sides.add("server");
        }
        return String.join(" ", sides);
    }

    private static String offered(Mechanism mechanism, ConnectionFacts facts) {
        MechanismInfo info = mechanism.info();
        if (!(mechanism instanceof ServerMechanism)) {
            return "no: client only";
        }
        // who names ANONYMOUS wants it
        if (!info.has(Trait.ANONYMOUS) && !SaslPolicy.safe().permits(info, facts)) {
            return "no: shows the secret";
        }
        if (!mechanism.available(facts)) {
            return facts != WITHOUT_TLS && mechanism.available(WITH_CLIENT_CERTIFICATE)
                    ? "with a client certificate"
                    : "no: not available";
        }
        return Mechanisms.DEFAULT.contains(info.name()) ? "yes" : "if named";
    }

    private static String need(Need need) {
        if (need instanceof Need.Verifier verifier) {
            return "{" + verifier.kind().scheme() + "}";
        }
        if (need instanceof Need.Answer answer) {
            return answer.to().getSimpleName();
        }
        return words(need.getClass().getSimpleName());
    }

    private static String words(Collection<? extends Enum<?>> constants) {
        return constants.stream()
                .sorted()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" "));
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=.)(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
    }

    private static String jar(Mechanism mechanism) {
        CodeSource source = mechanism.getClass().getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "";
        }
        String location = source.getLocation().getPath();
        return location.endsWith(".jar") ? location.substring(location.lastIndexOf('/') + 1) : location;
    }
}
