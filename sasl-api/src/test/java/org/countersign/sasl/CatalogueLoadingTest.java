package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.countersign.sasl.Catalogue.Problem;
import org.countersign.sasl.plugins.GoodPlugin;
import org.countersign.sasl.plugins.NamelessPlugin;
import org.countersign.sasl.plugins.PluginJar;
import org.countersign.sasl.plugins.RivalPlugin;
import org.countersign.sasl.plugins.StrongerPlugin;
import org.countersign.sasl.plugins.ThrowingPlugin;
import org.countersign.sasl.plugins.UnrelatedPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mechanisms that are found because their jar is there; a broken jar keeps nobody else's away. */
class CatalogueLoadingTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private static Catalogue load(PluginJar... jars) throws IOException {
        try (URLClassLoader loader = PluginJar.loader(jars)) {
            return Catalogue.load(loader);
        }
    }

    private static void assertOnlyGood(Catalogue catalogue) {
        assertThat(catalogue.all())
                .extracting(mechanism -> mechanism.info().name())
                .containsExactly("X-GOOD");
    }

    private static void assertOneProblem(Catalogue catalogue, String... words) {
        assertThat(catalogue.problems()).hasSize(1);
        assertThat(catalogue.problems().get(0).what()).contains(words);
    }

    @Test
    void findsTheMechanismOfAJar() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertThat(catalogue.problems()).isEmpty();
        assertThat(catalogue.find("X-GOOD").orElseThrow().getClass().getName()).isEqualTo(GoodPlugin.class.getName());
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        Catalogue catalogue = load();

        assertThat(catalogue.all()).isEmpty();
        assertThat(catalogue.problems()).isEmpty();
    }

    @Test
    void reportsAConstructorThatThrows() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, ThrowingPlugin.class, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(
                catalogue, ThrowingPlugin.class.getName(), first.getFileName().toString());
        assertThat(catalogue.problems().get(0).cause().orElseThrow()).hasRootCauseMessage("no licence");
    }

    @Test
    void reportsAClassThatIsMissing() throws IOException {
        Catalogue catalogue =
                load(PluginJar.listing(first, List.of("org.example.Gone")), PluginJar.of(second, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(catalogue, "org.example.Gone", first.getFileName().toString());
    }

    @Test
    void reportsAClassFileThatIsDamaged() throws IOException {
        PluginJar damaged =
                PluginJar.listing(first, List.of("org.example.Damaged")).with("org.example.Damaged", new byte[100]);

        Catalogue catalogue = load(damaged, PluginJar.of(second, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(catalogue, "org/example/Damaged", first.getFileName().toString());
    }

    @Test
    void reportsAClassOfANewerJava() throws IOException {
        byte[] newer = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0x7f, (byte) 0xff, 0, 1};
        PluginJar jar = PluginJar.listing(first, List.of("org.example.Newer")).with("org.example.Newer", newer);

        Catalogue catalogue = load(jar, PluginJar.of(second, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(catalogue, "org/example/Newer");
    }

    @Test
    void reportsAClassOfTheWrongType() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, UnrelatedPlugin.class, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(catalogue, UnrelatedPlugin.class.getName());
    }

    @Test
    void reportsALineThatNamesNoClass() throws IOException {
        Catalogue catalogue =
                load(PluginJar.listing(first, List.of("not a class")), PluginJar.of(second, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertThat(catalogue.problems()).hasSize(1);
    }

    @Test
    void reportsAMechanismWhoseNameIsNone() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, NamelessPlugin.class, GoodPlugin.class));

        assertOnlyGood(catalogue);
        assertOneProblem(
                catalogue, NamelessPlugin.class.getName(), first.getFileName().toString());
    }

    @Test
    void takesTheStrongerOfTwoOfOneName() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, GoodPlugin.class), PluginJar.of(second, StrongerPlugin.class));

        assertOnlyGood(catalogue);
        assertThat(catalogue.find("X-GOOD").orElseThrow().info().rank()).isEqualTo(1);
        assertThat(catalogue.problems()).isEmpty();
    }

    @Test
    void takesNeitherOfTwoOfOneNameAndRank() throws IOException {
        Catalogue catalogue = load(PluginJar.of(first, GoodPlugin.class), PluginJar.of(second, RivalPlugin.class));

        assertThat(catalogue.all()).isEmpty();
        assertThat(catalogue.find("X-GOOD")).isEmpty();
        assertOneProblem(
                catalogue,
                GoodPlugin.class.getName(),
                RivalPlugin.class.getName(),
                first.getFileName().toString(),
                second.getFileName().toString());
    }

    @Test
    void takesTheStrongestOfManyWhateverTheOrderOfTheJars() throws IOException {
        PluginJar weak = PluginJar.of(first, GoodPlugin.class, RivalPlugin.class);
        PluginJar strong = PluginJar.of(second, StrongerPlugin.class);

        assertThat(load(weak, strong).find("X-GOOD").orElseThrow().info().rank())
                .isEqualTo(1);
        assertThat(load(strong, weak).find("X-GOOD").orElseThrow().info().rank())
                .isEqualTo(1);
    }

    @Test
    void reportsALoaderThatCanNotBeRead() {
        ClassLoader unreadable = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        Catalogue catalogue = Catalogue.load(unreadable);

        assertThat(catalogue.all()).isEmpty();
        assertThat(catalogue.problems()).extracting(Problem::what).hasSize(1);
    }

    @Test
    void reportsAModuleOfAnotherVersionAndTakesItAllTheSame() throws IOException {
        Path jar = PluginJar.versioned(first.resolve("good.jar"), "0.9", GoodPlugin.class);

        Catalogue catalogue = load(jar, Optional.of("1.0"));

        assertOnlyGood(catalogue);
        assertOneProblem(catalogue, GoodPlugin.class.getName(), "good.jar", "0.9", "1.0", "org.countersign:bom");
    }

    @Test
    void hasNothingToSayOfModulesOfOneVersion() throws IOException {
        Path jar = PluginJar.versioned(first.resolve("good.jar"), "1.0", GoodPlugin.class);

        assertThat(load(jar, Optional.of("1.0")).problems()).isEmpty();
        assertThat(load(jar, Optional.empty()).problems()).isEmpty();
    }

    private static Catalogue load(Path jar, Optional<String> version) throws IOException {
        try (URLClassLoader loader = PluginJar.loader(jar)) {
            return Catalogue.load(loader, version);
        }
    }

    @Test
    void reportsAListThatCanNotBeRead() throws IOException {
        URL list = new URL(null, "gone:list", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the disk is gone");
                            }
                        };
                    }
                };
            }
        });
        ClassLoader unreadable = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.enumeration(List.of(list));
            }
        };

        Catalogue catalogue = Catalogue.load(unreadable);

        assertThat(catalogue.all()).isEmpty();
        assertThat(catalogue.problems()).hasSize(1);
    }
}
