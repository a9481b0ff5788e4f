package org.countersign.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.client.Protection;
import org.countersign.app.client.Refusal;
import org.countersign.app.client.Server;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.client.SmtpClient;
import org.countersign.app.client.TlsMode;
import org.countersign.app.client.Transcript;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.bearer.ErrorMessage;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.smtp.ClientAction;
import org.countersign.smtp.Diagnosis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Logs in to a submission server, once, and says how it went. */
@Command(
        name = "login",
        description = "Logs in to a submission server and says how it went.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:authenticated",
            "1:refused",
            "2:wrong use",
            "3:network or TLS",
            "4:no mechanism offered that may be used"
        })
@NotThreadSafe
final class LoginCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST:PORT", description = "The server; an IPv6 address stands in brackets.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Endpoint server;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description =
                    "Whom to log in as. EXTERNAL needs none: the certificate says it; ANONYMOUS takes it for a trace.")
    private String user = "";

    @ArgGroup
    private CredentialOptions shown = new CredentialOptions();

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "The mechanism; without it the strongest that can be used.")
    private @Nullable String mechanism;

    @ArgGroup
    private TlsChoice tls = new TlsChoice();

    @ArgGroup
    private TrustChoice trust = new TrustChoice();

    @ArgGroup(exclusive = false)
    private @Nullable ClientCertificateFiles ownCertificate;

    @Mixin
    private DigestMd5Choices digest = new DigestMd5Choices();

    @Option(names = "--transcript", description = "Shows the dialogue, without what authenticates.")
    private boolean transcript;

    private final Function<String, @Nullable String> environment;
    private final Supplier<Terminal> terminal;

    LoginCommand() {
        this(System::getenv, Terminal::system);
    }

    LoginCommand(Function<String, @Nullable String> environment, Supplier<Terminal> terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    /** When TLS starts. */
    static final class TlsChoice {
        @Option(names = "--starttls", description = "TLS by STARTTLS, and no login without it (the default).")
        @SuppressWarnings("UnusedVariable") // the default, for those who like to say so
        private boolean starttls;

        @Option(names = "--tls", description = "TLS from the start, as on port 465.")
        private boolean implicit;

        @Option(names = "--cleartext", description = "No TLS, not even for a password.")
        private boolean cleartext;

        TlsMode mode() {
            return cleartext ? TlsMode.NONE : implicit ? TlsMode.IMPLICIT : TlsMode.STARTTLS;
        }
    }

    /** Which servers to believe. */
    static final class TrustChoice {
        @Option(names = "--ca", paramLabel = "FILE", description = "PEM: trust these issuers and no others.")
        private @Nullable Path issuers;

        @Option(names = "--insecure", description = "Trust any server, but do not send a password or token to it.")
        private boolean insecure;

        ServerTrust trust() throws UnusableFileException {
            if (issuers != null) {
                return ServerTrust.in(issuers);
            }
            return insecure ? ServerTrust.inAnybody() : ServerTrust.ofJava();
        }
    }

    @Override
    public Integer call() throws CommandFailedException, IOException {
        Catalogue catalogue = digest.any() ? digest.in(Main.catalogue()) : Main.catalogue();
        requireKnown(catalogue);
        if (digest.any() && !DigestMd5Choices.NAME.equalsIgnoreCase(mechanism)) {
            throw new ParameterException(spec.commandLine(), "--protect and --ciphers need --mechanism DIGEST-MD5");
        }
        ServerTrust servers = trust.trust();
        Server where =
                new Server(server, tls.mode(), ownCertificate == null ? servers : ownCertificate.presentedTo(servers));
        Credentials credentials = credentials(catalogue);
        try (SmtpClient client = SmtpClient.connect(where, sasl(catalogue), transcript())) {
            return report(client.authenticate(choose(client, credentials), credentials), client.protection());
        }
    }

    private void requireKnown(Catalogue catalogue) throws CommandFailedException {
        if (mechanism != null
                && catalogue.find(mechanism.toUpperCase(Locale.ROOT)).isEmpty()) {
            String known =
                    catalogue.all().stream().map(found -> found.info().name()).collect(Collectors.joining(" "));
            throw new CommandFailedException(
                    ExitCode.USAGE, "no mechanism " + mechanism + " on the class path, only " + known);
        }
    }

    private Credentials credentials(Catalogue catalogue) throws CommandFailedException, IOException {
        if (needsNoSecret(catalogue)) {
            return Credentials.withoutSecret(new Identities(user, user));
        }
        if (user.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--user is needed");
        }
        return shown.of(user, environment, terminal);
    }

    private boolean needsNoSecret(Catalogue catalogue) {
        if (mechanism == null) {
            return user.isEmpty() && ownCertificate != null;
        }
        return catalogue
                .find(mechanism.toUpperCase(Locale.ROOT))
                .filter(named -> named.info().clientNeed() == ClientNeed.NOTHING)
                .isPresent();
    }

    private ClientSide sasl(Catalogue catalogue) {
        // a mechanism that is named may be one that is never chosen by itself
        int minimumRank = mechanism == null ? 0 : Integer.MIN_VALUE;
        ClientPolicy policy = new ClientPolicy(minimumRank, !tls.cleartext, false, false, Set.of());
        return ClientSide.with(catalogue)
                .policy(policy)
                .authorizationIds(SaslPrep::query)
                .build();
    }

    private Transcript transcript() {
        return transcript ? new Transcript(out()::println) : Transcript.none();
    }

    private String choose(SmtpClient client, Credentials credentials) throws CommandFailedException {
        List<String> usable =
                client.choose(credentials).stream().map(MechanismInfo::name).toList();
        String chosen = mechanism == null ? usable.stream().findFirst().orElse("") : mechanism.toUpperCase(Locale.ROOT);
        if (usable.contains(chosen)) {
            return chosen;
        }
        throw new CommandFailedException(ExitCode.NOTHING_ACCEPTABLE, nothingAcceptable(client));
    }

    private String nothingAcceptable(SmtpClient client) {
        if (client.offered().isEmpty()) {
            boolean tlsFirst = client.tls() == null && client.offersStartTls();
            return server + " "
                    + new Refusal("offers no mechanism", tlsFirst ? Diagnosis.TLS_FIRST : Diagnosis.NOT_OFFERED);
        }
        boolean shows = tls.cleartext || (client.tls() != null && client.tls().peerVerified());
        return server + " offers " + String.join(" ", client.offered()) + ", of which "
                + (mechanism == null ? "none can be used" : mechanism + " can not be used")
                + (shows ? "" : "; to show a password, verify the server (--ca) or say --cleartext");
    }

    private int report(ClientAction outcome, Protection protection) throws CommandFailedException {
        if (outcome instanceof ClientAction.Authenticated by) {
            out().println(who("authenticated with ") + by.mechanism() + ", " + protection);
            return ExitCode.DONE;
        }
        String how = outcome instanceof ClientAction.Refused refused
                ? "refused: " + new Refusal(refused.reply() + said(refused.serverError()), refused.diagnosis())
                : "not authenticated: " + ((ClientAction.Failed) outcome).detail();
        throw new CommandFailedException(ExitCode.REFUSED, who(how));
    }

    private String who(String how) {
        return user.isEmpty() ? how : user + " " + how;
    }

    /** What a server says of a token that it does not take: unverified, for people only. */
    private static String said(byte @Nullable [] octets) {
        TokenError error = octets == null ? null : ErrorMessage.parse(octets);
        return error == null
                ? ""
                : "; the server says \"" + error.status() + "\""
                        + (error.scope().isEmpty() ? "" : ", scope \"" + error.scope() + "\"")
                        + (error.openidConfiguration().isEmpty() ? "" : ", see " + error.openidConfiguration());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
