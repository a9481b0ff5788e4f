package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MechanismsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listsWhatIsOnTheClassPathAndWhereItIsOffered() {
        Run run = Run.of(new MechanismsCommand());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line.split(" {2,}"))
                        .startsWith("CRAM-MD5", "client server", "server", "legacy", "yes", "yes", "{CRAM-MD5}"))
                .anySatisfy(line -> assertThat(line.split(" {2,}"))
                        .startsWith(
                                "EXTERNAL",
                                "client server",
                                "client",
                                "current",
                                "no: not available",
                                "with a client certificate",
                                "peer identity"))
                .anySatisfy(line -> assertThat(line.split(" {2,}"))
                        .startsWith("ANONYMOUS", "client server", "client", "current", "if named", "if named"))
                .anySatisfy(line -> assertThat(line.split(" {2,}"))
                        .startsWith(
                                "PLAIN",
                                "client server",
                                "client",
                                "current",
                                "no: shows the secret",
                                "yes",
                                "passwords",
                                "plaintext-password"));
    }

    @Test
    void tellsWhatIsNotOffered() {
        Run run = Run.of(new MechanismsCommand(() -> Catalogue.of(new ClientOnly())));

        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line.split(" {2,}"))
                        .startsWith("X-CLIENT-ONLY", "client", "client", "current", "no: client only"));
    }

    @Test
    void tellsWhatIsBroken() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(MechanismProvider.class.getName()), "org.example.NotThere\n");

        Run run = Run.of(new MechanismsCommand(() -> Catalogue.load(loaderOf(folder))));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).contains("problem: ", "org.example.NotThere");
    }

    private static ClassLoader loaderOf(Path folder) {
        try {
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Main.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static final class ClientOnly implements ClientMechanism {
        @Override
        public MechanismInfo info() {
            return MechanismInfo.named("X-CLIENT-ONLY").build();
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.last(new byte[0]);
        }
    }
}
