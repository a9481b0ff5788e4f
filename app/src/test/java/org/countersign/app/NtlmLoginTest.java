package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.ntlm.NtlmPolicy;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code login} by NTLM to a server that wants everything proved. */
@Timeout(30)
class NtlmLoginTest {
    private static final String PASSWORD = "tanstaaftanstaaf";
    private static final NtlmPolicy STRICT = NtlmPolicy.builder()
            .requireMic(true)
            .channelBinding(Demand.REQUIRE)
            .targetNames("smtp/127.0.0.1")
            .build();

    private final BlockingQueue<AuditEvent> audit = new LinkedBlockingQueue<>();

    @Test
    @Requirement({"NTLM-28", "NTLM-29", "CB-05"})
    void isBoundToTheTlsOfThisConnection_NTLM29(@TempDir Path folder) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
        Path ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
        try (SubmissionServer server = start(certificate)) {
            assertThat(login(server, PASSWORD, "--ca", ca.toString()).exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(login(server, "wrong", "--ca", ca.toString()).exitCode()).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(audit).extracting(AuditEvent::detail).containsExactly("", "wrong proof");
    }

    @Test
    @Requirement("NTLM-29")
    void isNotOfferedWithoutTls_NTLM29() throws IOException {
        try (SubmissionServer server = start(SelfSignedCertificate.forLocalhost())) {
            Run run = login(server, PASSWORD, "--cleartext");

            assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_ACCEPTABLE);
            assertThat(run.err()).contains(" offers no mechanism");
        }
    }

    private SubmissionServer start(SelfSignedCertificate certificate) throws IOException {
        return SubmissionServer.start(ServerOptions.of(Directory.of(List.of(Account.of("tim", "{PLAIN}" + PASSWORD))))
                .listen(new Endpoint("127.0.0.1", 0))
                .tls(ServerTls.of(certificate))
                .mechanisms(List.of("NTLM"))
                .instead(new NtlmMechanism(STRICT))
                .audit(audit::add)
                .build());
    }

    private static Run login(SubmissionServer server, String password, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--user", "tim", "--mechanism", "NTLM"));
        all.add("127.0.0.1:" + server.addresses().get(0).getPort());
        return Run.of(new LoginCommand(name -> null, () -> new TypedTerminal(password)), all.toArray(String[]::new));
    }
}
