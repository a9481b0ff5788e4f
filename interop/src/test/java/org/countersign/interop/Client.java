package org.countersign.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A program that logs in to a server on this machine and then leaves; it prints the dialogue. */
enum Client {
    CURL("curl") {
        @Override
        List<String> arguments(Attempt attempt, int port, Path ca) {
            List<String> arguments =
                    new ArrayList<>(List.of("-sv", "smtp://127.0.0.1:" + port + "/client.example.org"));
            arguments.addAll(List.of("--login-options", "AUTH=" + attempt.mechanism()));
            arguments.addAll(List.of("--user", attempt.user().id() + ":" + attempt.password()));
            arguments.addAll(List.of("--request", "NOOP", "--noproxy", "*"));
            if (attempt.starttls()) {
                arguments.addAll(List.of("--ssl-reqd", "--cacert", ca.toString()));
            }
            return arguments;
        }
    },
    SWAKS("swaks") {
        @Override
        List<String> arguments(Attempt attempt, int port, Path ca) {
            List<String> arguments = new ArrayList<>(List.of("--server", "127.0.0.1", "--port", String.valueOf(port)));
            arguments.addAll(List.of("--ehlo", "client.example.org", "--quit-after", "AUTH"));
            arguments.addAll(List.of("--auth", attempt.mechanism()));
            arguments.addAll(List.of("--auth-user", attempt.user().id(), "--auth-password", attempt.password()));
            if (attempt.starttls()) {
                arguments.addAll(List.of("--tls", "--tls-verify", "--tls-ca-path", ca.toString()));
            }
            return arguments;
        }
    },
    GSASL("gsasl") {
        @Override
        List<String> arguments(Attempt attempt, int port, Path ca) {
            List<String> arguments = new ArrayList<>(List.of("--smtp", "--connect=127.0.0.1:" + port));
            arguments.addAll(List.of("--mechanism=" + attempt.mechanism(), "--hostname=localhost"));
            arguments.addAll(List.of("--authentication-id=" + attempt.user().id(), "--password=" + attempt.password()));
            arguments.addAll(
                    attempt.starttls()
                            ? List.of("--starttls", "--no-cb", "--x509-ca-file=" + ca)
                            : List.of("--no-starttls"));
            return arguments;
        }

        @Override
        List<String> mechanisms() {
            return Attempt.WITH_SCRAM;
        }
    },
    MSMTP("msmtp") {
        @Override
        List<String> arguments(Attempt attempt, int port, Path ca) {
            List<String> arguments = new ArrayList<>(List.of("--file=/dev/null", "--debug"));
            arguments.addAll(List.of("--host=127.0.0.1", "--port=" + port, "--domain=client.example.org"));
            arguments.addAll(List.of(
                    "--auth=" + attempt.mechanism().toLowerCase(Locale.ROOT),
                    "--user=" + attempt.user().id(),
                    "--passwordeval=printf %s " + Program.quoted(attempt.password())));
            arguments.addAll(
                    attempt.starttls()
                            ? List.of("--tls=on", "--tls-starttls=on", "--tls-trust-file=" + ca)
                            : List.of("--tls=off"));
            // it can not log in without sending a message
            arguments.addAll(List.of("--from=" + Client.SENDER, "recipient@example.org"));
            return arguments;
        }

        @Override
        List<String> mechanisms() {
            return Attempt.WITH_SCRAM;
        }
    },
    SMTPLIB("python3") {
        @Override
        List<String> arguments(Attempt attempt, int port, Path ca) {
            return List.of(
                    "-c",
                    SMTPLIB_LOGIN,
                    String.valueOf(port),
                    attempt.starttls() ? ca.toString() : "",
                    attempt.mechanism(),
                    attempt.user().id(),
                    attempt.password());
        }

        @Override
        List<User> users() {
            return List.of(User.TIM); // it encodes in ASCII
        }
    };

    private static final String SMTPLIB_LOGIN = """
            import smtplib, ssl, sys
            port, ca, mechanism, user, password = sys.argv[1:]
            with smtplib.SMTP("127.0.0.1", int(port), "client.example.org", timeout=15) as smtp:
                smtp.set_debuglevel(1)
                smtp.ehlo()
                if ca:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                    context.load_verify_locations(ca)
                    smtp.starttls(context=context)
                    smtp.ehlo()
                smtp.user, smtp.password = user, password
                smtp.auth(mechanism, getattr(smtp, "auth_" + mechanism.lower().replace("-", "_")))
            """;

    /** From whom the one that sends a message sends it. */
    static final String SENDER = "sender@example.org";

    private final String program;

    Client(String program) {
        this.program = program;
    }

    /** The arguments for this attempt. */
    abstract List<String> arguments(Attempt attempt, int port, Path ca);

    /** Those that it has. */
    List<String> mechanisms() {
        return Attempt.MECHANISMS;
    }

    /** Those whose names and passwords it can send. */
    List<User> users() {
        return List.of(User.values());
    }

    /** Runs the program if it is there; exit code 0 says that it is logged in. */
    Program.Ended logIn(Attempt attempt, int port, Path ca) throws Exception {
        return Program.required(program).run(arguments(attempt, port, ca).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return this == SMTPLIB ? "smtplib" : program;
    }
}
