package org.countersign.benchmarks.serve;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import net.jcip.annotations.ThreadSafe;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.PlainAuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** SubEthaSMTP, which has a thread for each connection. */
@ThreadSafe
public final class SubEthaServer {
    private SubEthaServer() {}

    /** Runs until the process is killed. */
    public static void main(String[] arguments) {
        SMTPServer server = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .hostName("mail.example.org")
                .backlog(1000)
                .maxConnections(20_000)
                .authenticationHandlerFactory(new PlainAuthenticationHandlerFactory((user, password, context) -> {
                    if (!MessageDigest.isEqual(octets(user), octets(Contestant.USER))
                            || !MessageDigest.isEqual(octets(password), octets(Contestant.PASSWORD))) {
                        throw new LoginFailedException();
                    }
                }))
                .build();
        server.start();
        System.out.println("listening on 127.0.0.1:" + server.getPortAllocated());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
