package org.countersign.app;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.server.AuditLine;
import org.countersign.app.server.DecoySecret;
import org.countersign.app.server.Mechanisms;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.credentials.passwdfile.PasswdFile;
import org.countersign.credentials.passwdfile.PasswdFileException;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.server.Directory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the reference submission server until the process is told to end. */
@Command(
        name = "serve",
        description =
                "Runs a submission server, which keeps the mail that it is given or drops it. Prints \"listening on"
                        + " HOST:PORT\" for each listener when it is ready, and tells of each attempt to authenticate on standard"
                        + " error. SIGTERM and SIGINT end it: sessions get 421, and what is being stored is finished.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:ended by a signal", "2:wrong use, or a file that can not be used", "3:it can not listen"})
@NotThreadSafe
final class ServeCommand implements Callable<Integer> {
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,253}[A-Za-z0-9])?");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Where to listen for SMTP, with STARTTLS if there is a certificate; port 0: any that is free.")
    private List<Endpoint> listen = List.of();

    @Option(
            names = "--submissions",
            paramLabel = "HOST:PORT",
            description = "Where to listen for SMTP inside TLS (RFC 8314).")
    private List<Endpoint> submissions = List.of();

    @Option(
            names = "--users",
            required = true,
            paramLabel = "FILE",
            description = "The users: lines name:{SCHEME}data, as the command passwd makes them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path users;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "The name of the server; without it that of this machine.")
    private @Nullable String hostname;

    @Option(
            names = "--realm",
            paramLabel = "REALM",
            description = "A realm, for mechanisms that have realms; the first is the preferred one.")
    private List<String> realms = List.of();

    @Option(
            names = "--mechanisms",
            split = ",",
            paramLabel = "NAME",
            description = "The mechanisms to offer, where policy and users permit; without it ${DEFAULT-VALUE}.")
    private List<String> mechanisms = Mechanisms.DEFAULT;

    @Option(
            names = "--guesses",
            paramLabel = "N",
            description =
                    "How many wrong passwords a peer may send at once, and then one every 30 seconds (0: no limit;"
                            + " without it ${DEFAULT-VALUE}). More than a few at one account are answered more slowly.")
    private int guesses = 20;

    @Mixin
    private final SubmissionOptions submission = new SubmissionOptions();

    @ArgGroup(exclusive = false)
    private @Nullable CertificateFiles certificate;

    @Mixin
    private NtlmOptions ntlm = new NtlmOptions();

    @Mixin
    private DigestMd5Choices digest = new DigestMd5Choices();

    @Option(
            names = "--allow-cleartext",
            description = "Offers mechanisms that send passwords in clear without TLS too.")
    private boolean cleartextAllowed;

    @Mixin
    private OAuthOptions oauth = new OAuthOptions();

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description =
                    "At least 32 octets that decide how the server answers for users that it does not know, so that"
                            + " it answers alike after a restart; made if it is not there.")
    private @Nullable Path secret;

    @Option(
            names = "--maildir",
            paramLabel = "DIR",
            description = "Where to keep mail; made if it is not there. Without it mail is accepted and dropped.")
    private @Nullable Path maildir;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            description = "How many connections there may be at a time; without it ${DEFAULT-VALUE}.")
    private int connections = 256;

    @Override
    public Integer call() throws IOException, CommandFailedException, InterruptedException {
        SubmissionServer server = start();
        server.addresses().forEach(this::announce);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            Runtime.getRuntime().halt(ExitCode.DONE); // else the exit code would be the signal's
        }));
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private SubmissionServer start() throws IOException, CommandFailedException {
        try (Secret forDecoys = secret == null ? DecoySecret.passing() : DecoySecret.readOrCreate(secret)) {
            return SubmissionServer.start(
                    options(OctetSource.keyed(forDecoys)).decoySecret(forDecoys).build());
        }
    }

    private void announce(InetSocketAddress address) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("listening on " + new Endpoint(NetUtil.toAddressString(address.getAddress()), address.getPort()));
        out.flush();
    }

    private ServerOptions.Builder options(OctetSource salts) throws UnusableFileException, CommandFailedException {
        if (listen.isEmpty() && submissions.isEmpty()) {
            throw misused("--listen or --submissions is needed");
        }
        if (connections < 1) {
            throw misused("--connections: at least 1");
        }
        if (!submissions.isEmpty() && certificate == null) {
            throw misused("--submissions needs --cert and --key");
        }
        Directory directory = directory(salts);
        ServerOptions.Builder options = ServerOptions.of(directory)
                .listen(listen.toArray(Endpoint[]::new))
                .submissions(submissions.toArray(Endpoint[]::new))
                .hostname(hostname())
                .realms(realms.toArray(String[]::new))
                .mechanisms(names())
                .instead(ntlm.mechanism(), digest.mechanism())
                .allowCleartext(cleartextAllowed)
                .connectionLimit(connections)
                .audit(event -> say(AuditLine.of(event, Instant.now())));
        submission.addTo(options.guesses(guesses));
        if (certificate != null) {
            options.tls(certificate.tls());
            certificate.clients(directory).ifPresent(options::peers);
        } else if (!cleartextAllowed) {
            say("notice: without --cert and --key no mechanism is offered that sends a password in clear");
        }
        oauth.verifier().ifPresent(options::tokens);
        if (maildir != null) {
            options.maildir(maildir);
        } else {
            say("notice: without --maildir mail is accepted and dropped");
        }
        return options;
    }

    private List<String> names() {
        List<String> names = mechanisms.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList();
        try {
            Mechanisms.named(names);
            return names;
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private Directory directory(OctetSource salts) throws UnusableFileException, CommandFailedException {
        try {
            Set<VerifierKind<?>> wanted = Mechanisms.named(names()).verifierKinds();
            return PasswdFile.read(users, Main.catalogue().verifierKinds(), wanted, realms, salts);
        } catch (PasswdFileException e) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UnusableFileException(users, e);
        }
    }

    private String hostname() {
        String name = hostname == null ? localHost() : hostname;
        if (!HOSTNAME.matcher(name).matches()) {
            throw misused("--hostname: not the name of a host: " + name);
        }
        return name;
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
