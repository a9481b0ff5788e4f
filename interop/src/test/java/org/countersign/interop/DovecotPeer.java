package org.countersign.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Dovecot's submission service, in front of our server. Needs root, and Dovecot 2.3. */
final class DovecotPeer implements Peer {
    private static final String DOVECOT_CONF = """
            base_dir = ${directory}/base
            state_dir = ${directory}/state
            log_path = ${directory}/log
            listen = 127.0.0.1
            protocols = submission
            hostname = mail.example.org
            ssl = yes
            ssl_cert = <${certificate}
            ssl_key = <${key}
            disable_plaintext_auth = no
            auth_mechanisms = plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 xoauth2 oauthbearer
            auth_username_chars =
            auth_verbose = yes
            auth_failure_delay = 0
            mail_location = maildir:${directory}/mail
            first_valid_uid = 1
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = ${directory}/oauth2
            }
            passdb {
              driver = passwd-file
              args = ${directory}/users
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=${directory} allow_all_users=yes
            }
            submission_relay_host = 127.0.0.1
            submission_relay_port = ${relay}
            service submission-login {
              inet_listener submission {
                port = ${port}
              }
            }
            service anvil {
              unix_listener anvil-auth-penalty { # else it answers later after each failure
                mode = 0
              }
            }
            """;

    /** Tokens are verified with a key that is shared with their issuer. */
    private static final String OAUTH2 = """
            introspection_mode = local
            local_validation_key_dict = fs:posix:prefix=${directory}/keys/
            username_attribute = sub
            """;

    private final OurServer relay;
    private final Daemon daemon;
    private final int port;
    private final Path log;

    private DovecotPeer(OurServer relay, Daemon daemon, int port, Path log) {
        this.relay = relay;
        this.daemon = daemon;
        this.port = port;
        this.log = log;
    }

    static DovecotPeer start(Path directory, Certificate certificate) throws IOException, InterruptedException {
        return start(directory, certificate, "");
    }

    /** The same with more lines of configuration, which count more than those before. */
    static DovecotPeer start(Path directory, Certificate certificate, String more)
            throws IOException, InterruptedException {
        Program dovecot = Program.required("dovecot");
        Prerequisite.requireRoot("Dovecot");
        String version = dovecot.run("--version").output();
        Prerequisite.require(version.startsWith("2.3."), "configured for Dovecot 2.3, not " + version);

        int port = Daemon.freePort();
        Files.writeString(
                directory.resolve("users"),
                Arrays.stream(User.values())
                        .map(user -> user.id() + ":{PLAIN}" + user.password() + "\n")
                        .collect(Collectors.joining()));
        Path keys = Files.createDirectories(directory.resolve("keys/default/HS256"));
        Files.writeString(
                keys.resolve("default"),
                Base64.getEncoder().encodeToString(Tokens.SHARED_KEY.getBytes(StandardCharsets.US_ASCII)));
        OurServer relay = OurServer.start(certificate);
        Configuration files = new Configuration(directory, certificate, port);
        files.write("oauth2", OAUTH2);
        Path configuration =
                files.write("dovecot.conf", (DOVECOT_CONF + more).replace("${relay}", String.valueOf(relay.port())));
        Path log = directory.resolve("log");
        try {
            Daemon daemon = Daemon.start(
                    dovecot.process("-F", "-c", configuration.toString()), directory.resolve("output"), port);
            return new DovecotPeer(relay, daemon, port, log);
        } catch (Throwable e) {
            relay.close();
            throw e;
        }
    }

    @Override
    public int port(User user) {
        return port;
    }

    @Override
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        daemon.close();
        relay.close();
    }
}
