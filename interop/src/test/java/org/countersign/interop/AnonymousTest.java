package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.countersign.app.Countersign;
import org.countersign.app.Endpoint;
import org.countersign.app.server.ServerOptions;
import org.countersign.app.server.SubmissionServer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ANONYMOUS: GNU SASL comes to us, and we go to Cyrus SASL. The server of the program gsasl can not do it. */
class AnonymousTest {
    private final BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();

    private SubmissionServer server(String... mechanisms) throws Exception {
        return SubmissionServer.start(ServerOptions.of(Directory.of(List.of()))
                .listen(new Endpoint("127.0.0.1", 0))
                .mechanisms(List.of(mechanisms))
                .audit(events::add)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sirhc", "foo@bar.com"})
    @Requirement({"ANON-01", "ANON-03"})
    void gsaslLeavesATrace_ANON01(String trace) throws Exception {
        try (SubmissionServer server = server("ANONYMOUS")) {
            Program.Ended ended = gsasl(server, trace);

            assertThat(ended.output()).contains("235 2.7.0");
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(events.poll(10, TimeUnit.SECONDS).trace()).isEqualTo(trace);
        }
    }

    @Test
    @Requirement("ANON-01")
    void gsaslIsRefusedWithWhatIsNoTrace_ANON01() throws Exception {
        try (SubmissionServer server = server("ANONYMOUS")) {
            Program.Ended ended = gsasl(server, "no@address@");

            assertThat(ended.output()).contains("501 5.5.2");
            assertThat(ended.exitCode()).as(ended.output()).isNotZero();
        }
    }

    @Test
    @Requirement("ANON-01")
    void weLeaveATraceWithCyrus_ANON01(@TempDir Path directory) throws Exception {
        try (Peer peer = PostfixPeer.start(directory, Certificate.in(directory))) {
            assertLoggedIn(peer);
        }
    }

    private static Program.Ended gsasl(SubmissionServer server, String trace) throws Exception {
        return Program.required("gsasl")
                .run(
                        "--smtp",
                        "--connect=127.0.0.1:" + server.addresses().get(0).getPort(),
                        "--mechanism=ANONYMOUS",
                        "--hostname=localhost",
                        "--anonymous-token=" + trace,
                        "--no-starttls");
    }

    private static void assertLoggedIn(Peer peer) throws Exception {
        StringWriter output = new StringWriter();
        int exitCode = Countersign.run(
                output,
                List.of(
                        "login",
                        "127.0.0.1:" + peer.port(User.TIM),
                        "--cleartext",
                        "--mechanism",
                        "ANONYMOUS",
                        "--user",
                        "sirhc@example.org",
                        "--transcript"));

        assertThat(exitCode).as("%s%n%s", output, peer.log()).isZero();
        assertThat(output.toString()).contains("sirhc@example.org authenticated with ANONYMOUS, no TLS");
    }
}
