package org.countersign.app;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.client.Server;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.client.SmtpClient;
import org.countersign.app.client.TlsMode;
import org.countersign.app.client.Transcript;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.MailAuth;

/** A submission server on the loopback interface that lives as long as this, its one user, and clients of it. */
@NotThreadSafe
final class Demo implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String REALM = "example.org";
    private static final String USER = "ada@example.org";
    private static final String RECIPIENT = "charles@example.org";
    private static final List<String> MESSAGE = List.of(
            "From: <" + USER + ">",
            "To: <" + RECIPIENT + ">",
            "Subject: Note G",
            "",
            "Sent by the demo of Countersign.");

    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", LOOPBACK)
            .realms(REALM)
            .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
            .build();

    private final String password = random(); // others on this machine can connect too
    private final Account account = Account.of(USER, "{PLAIN}" + password);
    private final SubmissionServer server;
    private final Server address;
    private final ClientSide sasl;

    private Demo(Catalogue catalogue) throws IOException {
        account.prepare(catalogue.verifierKinds(), List.of(REALM), Demo::random);
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        this.server = SubmissionServer.start(ServerOptions.of(Directory.of(List.of(account)))
                .listen(new Endpoint(LOOPBACK, 0))
                .hostname(LOOPBACK) // as the client knows it: DIGEST-MD5 names the host
                .realms(REALM)
                .tls(ServerTls.of(certificate))
                .mechanisms(catalogue.all().stream()
                        .filter(mechanism -> whyNot(mechanism).isEmpty())
                        .map(mechanism -> mechanism.info().name())
                        .toList())
                .build());
        this.address = new Server(
                new Endpoint(LOOPBACK, server.addresses().get(0).getPort()),
                TlsMode.STARTTLS,
                ServerTrust.in(List.of(certificate.certificate())));
        this.sasl = ClientSide.with(catalogue)
                .policy(new ClientPolicy(Integer.MIN_VALUE, true, false, false, Set.of()))
                .build();
    }

    /** Starts a server that offers every mechanism for which {@link #whyNot} says nothing. */
    static Demo start(Catalogue catalogue) throws IOException {
        return new Demo(catalogue);
    }

    /** Why a mechanism can not be tried; empty: it can. */
    Optional<String> whyNot(Mechanism mechanism) {
        MechanismInfo info = mechanism.info();
        if (!(mechanism instanceof ClientMechanism)) {
            return Optional.of("it has no client side");
        }
        if (!(mechanism instanceof ServerMechanism)) {
            return Optional.of("it has no server side");
        }
        if (info.clientNeed() != ClientNeed.PASSWORD) {
            return Optional.of("the demo has a password, and no other credentials");
        }
        if (!mechanism.available(FACTS)) {
            return Optional.of("it is not available in this Java, or needs more of a connection than TLS");
        }
        return info.needs().stream()
                .filter(need -> !meets(need))
                .findFirst()
                .map(need -> "the demo's server has nothing to answer with: " + need);
    }

    SmtpClient connect(Transcript transcript) throws IOException {
        return SmtpClient.connect(address, sasl, transcript);
    }

    Credentials rightPassword() {
        return Credentials.password(USER, password.toCharArray());
    }

    Credentials wrongPassword() {
        return Credentials.password(USER, random().toCharArray());
    }

    /** Sends a message of which the client says that its user has submitted it. */
    void submit(SmtpClient client) throws IOException {
        client.submit(new MailAuth.Submitter(USER), USER, RECIPIENT, MESSAGE);
    }

    private boolean meets(Need need) {
        if (need instanceof Need.Verifier verifier) {
            return account.verifier(verifier.kind(), "").isPresent()
                    || account.verifier(verifier.kind(), REALM).isPresent();
        }
        return need instanceof Need.Passwords || need instanceof Need.Workers;
    }

    private static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random("", 18));
    }

    private static byte[] random(String label, int count) {
        byte[] octets = new byte[count];
        Seams.system().fillNonce(octets);
        return octets;
    }

    @Override
    public void close() {
        server.close();
    }
}
