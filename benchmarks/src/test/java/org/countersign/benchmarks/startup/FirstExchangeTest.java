package org.countersign.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.countersign.benchmarks.report.Measured;
import org.junit.jupiter.api.Test;

/** Real processes, few of them: that all get to the end, not how fast. */
class FirstExchangeTest {

    @Test
    void everyLibraryMakesAnExchange() throws IOException {
        List<Measured> measured = FirstExchange.quick().run();

        assertThat(measured)
                .extracting(Measured::name)
                .containsExactly(
                        "startup.FirstExchange.countersign CRAM-MD5",
                        "startup.FirstExchange.jdk CRAM-MD5",
                        "startup.FirstExchange.countersign DIGEST-MD5",
                        "startup.FirstExchange.jdk DIGEST-MD5",
                        "startup.FirstExchange.elytron DIGEST-MD5");
        assertThat(measured).extracting(Measured::unit).containsOnly("ms");
        assertThat(measured).allSatisfy(each -> assertThat(each.score().value()).isPositive());
    }

    @Test
    void aProcessThatFailsIsNoFigure() {
        Contestant unknown = new Contestant("jdk", "X-UNKNOWN", JdkExchange.class);

        assertThatIOException().isThrownBy(unknown::millis).withMessageContaining("jdk, X-UNKNOWN");
    }
}
