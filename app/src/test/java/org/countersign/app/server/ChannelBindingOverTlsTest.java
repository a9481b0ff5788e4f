package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.countersign.app.Endpoint;
import org.countersign.app.client.Server;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.client.SmtpClient;
import org.countersign.app.client.TlsMode;
import org.countersign.app.client.Transcript;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.plain.PlainMechanism;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.ClientAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A login over TLS that somebody in the middle ends and starts anew, with a certificate that the client believes: only the
 * channel binding notices.
 */
@Timeout(60)
class ChannelBindingOverTlsTest {
    private static final String PLUS = "SCRAM-SHA-256-PLUS";
    private static final String BARE = "SCRAM-SHA-256";

    private final Catalogue scram = Catalogue.of(new ScramMechanisms());
    private final SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
    private final SelfSignedCertificate forged = SelfSignedCertificate.forLocalhost();
    private final Credentials tim = Credentials.password("tim", RawClient.PASSWORD.toCharArray());

    private SubmissionServer server;

    /** The versions of TLS of which this Java runtime has a binding that both ends expect. */
    static Stream<String> versions() {
        return Runtime.version().feature() < 25 ? Stream.of("TLSv1.2") : Stream.of("TLSv1.2", "TLSv1.3");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Requirement({"SCRAM-02", "CB-08"})
    void aLoginIsBoundToItsConnection_CB08(String version) throws Exception {
        try (SmtpClient client = connect(port(version), certificate)) {
            assertThat(client.choose(tim).get(0).name()).isEqualTo(PLUS);
            assertThat(client.authenticate(PLUS, tim)).isInstanceOf(ClientAction.Authenticated.class);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Requirement({"SCRAM-15", "CB-08"})
    void aLoginThatIsPassedOnIsRefused_SCRAM15(String version) throws Exception {
        try (ManInTheMiddle between = between(version, line -> line);
                SmtpClient client = connect(between.port(), forged)) {
            assertThat(client.offered()).contains(PLUS);
            assertThat(client.authenticate(PLUS, tim)).isInstanceOf(ClientAction.Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Requirement({"SCRAM-16", "SCRAM-17", "SEC-02"})
    void takingTheBindingFromTheListIsNoticed_SCRAM16(String version) throws Exception {
        try (ManInTheMiddle between = between(version, line -> line.replace(PLUS + " ", ""));
                SmtpClient client = connect(between.port(), forged)) {
            assertThat(client.offered()).contains(BARE).doesNotContain(PLUS);
            assertThat(client.choose(tim).get(0).name()).isEqualTo(BARE);
            assertThat(client.authenticate(BARE, tim)).isInstanceOf(ClientAction.Refused.class);
        }
    }

    /** What the others would be without it. */
    @ParameterizedTest
    @MethodSource("versions")
    void aLoginWithoutBindingIsPassedOn(String version) throws Exception {
        try (ManInTheMiddle between = between(version, line -> line);
                SmtpClient client = connect(between.port(), forged, Catalogue.of(new PlainMechanism()))) {
            assertThat(client.authenticate("PLAIN", tim)).isInstanceOf(ClientAction.Authenticated.class);
        }
    }

    private int port(String version) throws Exception {
        Account account = Account.of("tim", "{PLAIN}" + RawClient.PASSWORD).prepare(scram.verifierKinds());
        SslContext tls = SslContextBuilder.forServer(certificate.key(), certificate.certificate())
                .sslProvider(SslProvider.JDK)
                .protocols(version)
                .build();
        server = SubmissionServer.start(ServerOptions.of(Directory.of(List.of(account)))
                .submissions(Servers.ANY_PORT)
                .tls(tls)
                .build());
        return server.addresses().get(0).getPort();
    }

    private ManInTheMiddle between(String version, UnaryOperator<String> ofServer) throws Exception {
        return ManInTheMiddle.start(ClientTls.trusting(certificate, forged), version, port(version), ofServer);
    }

    private SmtpClient connect(int port, SelfSignedCertificate trusted) throws IOException {
        return connect(port, trusted, scram);
    }

    private static SmtpClient connect(int port, SelfSignedCertificate trusted, Catalogue mechanisms)
            throws IOException {
        Server where = new Server(
                new Endpoint("127.0.0.1", port), TlsMode.IMPLICIT, ServerTrust.in(List.of(trusted.certificate())));
        return SmtpClient.connect(where, ClientSide.with(mechanisms).build(), Transcript.none());
    }
}
