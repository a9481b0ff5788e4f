package org.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code jar --describe-module} says of each library is what users build upon. A change that is meant is made in the
 * text beside this test as well.
 */
class ModuleDescriptorsTest {
    private static final Path TEXTS = Path.of("src", "test", "resources", "modules");

    static Stream<Path> libraries() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(path -> path.toString().matches(".*/(target|org/countersign/.*)/[^/]*[.]jar"))
                .filter(jar -> !jar.getFileName().toString().matches("(app|requirements)-.*"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void isAsDescribed(Path jar) throws IOException {
        Path text = TEXTS.resolve(jar.getFileName().toString().replaceFirst("-[0-9].*", ".txt"));

        assertThat(describe(jar)).isEqualTo(Files.readString(text));
    }

    @Test
    void everyTextHasItsLibrary() throws IOException {
        try (Stream<Path> texts = Files.list(TEXTS)) {
            assertThat(texts.count()).isEqualTo(libraries().count());
        }
    }

    private static String describe(Path jar) {
        StringWriter said = new StringWriter();
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(new PrintWriter(said), new PrintWriter(said), "--describe-module", "--file", jar.toString());
        // the first line names the version and the file
        return said.toString()
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
