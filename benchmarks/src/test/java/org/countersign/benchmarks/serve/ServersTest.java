package org.countersign.benchmarks.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.countersign.benchmarks.report.Measured;
import org.junit.jupiter.api.Test;

/** Real servers, few sessions: that the programs work together, not how fast. */
class ServersTest {

    @Test
    void allServersTakeSessions() throws IOException {
        List<Measured> measured = Sessions.quick().run();

        assertThat(measured)
                .filteredOn(each -> each.unit().equals("sessions/s"))
                .extracting(Measured::name)
                .containsExactly(
                        "serve.Session.countersign 4",
                        "serve.Session.subethasmtp 4",
                        "serve.Session.jamesProtocols 4",
                        "serve.Session.countersign 64",
                        "serve.Session.subethasmtp 64",
                        "serve.Session.jamesProtocols 64");
        assertThat(measured).allMatch(each -> each.score().value() >= 0);
    }

    @Test
    void holdsConnections() throws IOException {
        List<Measured> measured = new IdleConnections(40).run();

        assertThat(measured.get(0).score().value()).isEqualTo(40);
        assertThat(measured.get(1).unit()).isEqualTo("MiB");
        assertThat(measured.get(1).score().value()).isBetween(20.0, 1000.0);
    }
}
