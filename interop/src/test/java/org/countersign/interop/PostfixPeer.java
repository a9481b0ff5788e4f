package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Postfix, and Cyrus SASL with passwords in its own database. Needs root. */
final class PostfixPeer implements Peer {
    private static final String MASTER = "/usr/lib/postfix/sbin/master";

    private static final String MAIN_CF = """
            compatibility_level = 3.6
            queue_directory = ${directory}/spool
            data_directory = ${directory}/data
            maillog_file = ${directory}/log
            maillog_file_prefixes = ${directory}
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            myhostname = mail.example.org
            alias_maps =
            local_recipient_maps =
            smtpd_peername_lookup = no
            smtpd_error_sleep_time = 0
            smtpd_relay_restrictions = permit_sasl_authenticated, reject
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = cyrus
            smtpd_sasl_path = smtpd
            cyrus_sasl_config_path = ${directory}/sasl
            smtpd_sasl_local_domain = example.org
            smtpd_sasl_security_options =
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = ${certificate}
            smtpd_tls_key_file = ${key}
            """;

    private static final String MASTER_CF = """
            127.0.0.1:${port} inet n - n - - smtpd
            tlsmgr unix - - n 1000? 1 tlsmgr
            anvil unix - - n - 1 anvil
            rewrite unix - - n - - trivial-rewrite
            postlog unix-dgram n - n - 1 postlogd
            """;

    private static final String SMTPD_CONF = """
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            sasldb_path: ${directory}/sasldb
            mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 ANONYMOUS NTLM
            """;

    private final Daemon daemon;
    private final int port;
    private final Path log;

    private PostfixPeer(Daemon daemon, int port, Path log) {
        this.daemon = daemon;
        this.port = port;
        this.log = log;
    }

    static PostfixPeer start(Path directory, Certificate certificate) throws IOException, InterruptedException {
        Program postfix = Program.required("postfix");
        Program saslpasswd = Program.required("saslpasswd2");
        Program setsid = Program.required("setsid");
        Prerequisite.requireRoot("Postfix");

        int port = Daemon.freePort();
        Configuration configuration = new Configuration(directory, certificate, port);
        configuration.write("main.cf", MAIN_CF);
        configuration.write("master.cf", MASTER_CF);
        Files.createDirectory(directory.resolve("sasl"));
        configuration.write("sasl/smtpd.conf", SMTPD_CONF); // Debian's Postfix finds it there only
        UserPrincipal unprivileged =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix");
        Files.setOwner(Files.createDirectory(directory.resolve("data")), unprivileged);
        Files.createDirectory(directory.resolve("spool"));

        Path passwords = directory.resolve("sasldb");
        for (User user : User.values()) {
            Program.Ended ended = saslpasswd.runWith(
                    user.password(), "-p", "-c", "-f", passwords.toString(), "-u", "example.org", user.id());
            assertThat(ended.exitCode()).as(ended.output()).isZero();
        }
        Files.setOwner(passwords, unprivileged);

        Program.Ended made = postfix.run("-c", directory.toString(), "check"); // makes the directories of the queue
        assertThat(made.exitCode()).as(made.output()).isZero();
        // in a session of its own, because it ends by killing its process group
        ProcessBuilder master = setsid.process(MASTER, "-d", "-c", directory.toString());
        master.environment().put("MAIL_CONFIG", directory.toString());
        Path log = directory.resolve("log");
        return new PostfixPeer(Daemon.start(master, directory.resolve("output"), port), port, log);
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
    }
}
