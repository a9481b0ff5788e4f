package com.example.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guide shows is what is compiled here. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "..", "docs", "write-a-mechanism.md");
    private static final String SERVICES = "src/main/resources/META-INF/services/org.countersign.sasl.MechanismProvider";
    private static final int REGIONS = 8;

    @ParameterizedTest
    @CsvSource({
        "pom.xml, dependencies, xml",
        "src/main/java/com/example/sasl/SaltedHmacMechanism.java, metadata, java",
        "src/main/java/com/example/sasl/SaltedHmacMechanism.java, server, java",
        "src/main/java/com/example/sasl/SaltedHmacMechanism.java, client, java",
        "src/main/java/com/example/sasl/SaltedKey.java, verifier, java",
        "src/main/java/com/example/sasl/SaltedHmacKind.java, kind, java",
        "src/main/java/module-info.java, module, java",
        "src/test/java/com/example/sasl/SaltedHmacContractTest.java, contract, java"
    })
    void showsTheCodeAsItIsCompiled(String file, String region, String language) throws IOException {
        assertThat(guide()).contains("```" + language + "\n" + region(file, region) + "```");
    }

    @Test
    void showsTheServicesFileAsItIs() throws IOException {
        assertThat(guide()).contains("```text\n" + Files.readString(Path.of(SERVICES)) + "```");
    }

    @Test
    void showsNoOtherCode() throws IOException {
        assertThat(Pattern.compile("^ *```(java|xml)", Pattern.MULTILINE)
                        .matcher(guide())
                        .results())
                .hasSize(REGIONS);
    }

    private static String guide() throws IOException {
        return Files.readString(GUIDE);
    }

    /** The lines between the marks, without the indentation of the first. */
    private static String region(String file, String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(file));
        List<String> region = lines.subList(indexOf(lines, "begin " + name) + 1, indexOf(lines, "end " + name));
        int indentation = region.get(0).length() - region.get(0).stripLeading().length();
        StringBuilder text = new StringBuilder();
        region.forEach(line ->
                text.append(line.isBlank() ? "" : line.substring(indentation)).append('\n'));
        return text.toString();
    }

    private static int indexOf(List<String> lines, String mark) {
        return lines.stream()
                .map(String::strip)
                .toList()
                .indexOf(lines.get(0).startsWith("<?xml") ? "<!-- " + mark + " -->" : "// " + mark);
    }
}
