package org.countersign.benchmarks.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.countersign.benchmarks.report.Measured;
import org.junit.jupiter.api.Test;

class NativePeersTest {

    @Test
    void takesTheMeanOfTheSamplesOfEach() {
        List<Measured> measured = NativePeers.measured(List.of(
                "primitives.Md5Block openssl 90.0",
                "exchanges.CramMd5Server gnuSasl 5000.5",
                "a library warns of something",
                "primitives.Md5Block openssl 100.0",
                "exchanges.CramMd5Server gnuSasl 5000.5"));

        assertThat(measured)
                .extracting(Measured::name)
                .containsExactly("primitives.Md5Block.openssl", "exchanges.CramMd5Server.gnuSasl");
        assertThat(measured.get(0).score().value()).isCloseTo(95, within(1e-9));
        assertThat(measured.get(1).score().error()).isZero();
        assertThat(measured).extracting(Measured::unit).containsOnly("ns/op");
    }

    @Test
    void saysWhyItCanNotBeBuilt() {
        assertThatIOException()
                .isThrownBy(() -> new NativePeers("no-such-compiler", 2, 1).run())
                .withMessageContaining("no-such-compiler");
        assertThatIOException()
                .isThrownBy(() -> new NativePeers("false", 2, 1).run())
                .withMessageStartingWith("false: ");
    }

    @Test
    void measuresWhatIsThere() throws IOException {
        assumeCanBuild();

        List<Measured> measured = new NativePeers("cc", 2, 1).run();

        assertThat(measured).extracting(Measured::by).contains("openssl");
        assertThat(measured).allSatisfy(each -> assertThat(each.score().value()).isPositive());
    }

    @Test
    void cyrusSaslTakesExchangesOfAllItsMechanisms() throws IOException {
        assumeCanBuild();
        assumeTrue(Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libsasl2.so.2")));
        assumeTrue(Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/sasl2/libscram.so")));

        List<Measured> measured = new NativePeers("cc", 2, 1).run();

        assertThat(measured)
                .filteredOn(each -> each.by().equals("cyrusSasl"))
                .extracting(Measured::operation)
                .containsExactly("exchanges.CramMd5Server", "exchanges.DigestMd5Server", "exchanges.ScramServer");
    }

    private static void assumeCanBuild() {
        assumeTrue(Files.exists(Path.of("/usr/include/openssl/md5.h")) && Files.exists(Path.of("/usr/bin/cc")));
    }
}
