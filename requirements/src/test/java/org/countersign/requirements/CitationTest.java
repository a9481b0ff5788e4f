package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationTest {
    private static final Path FILE = Path.of("sasl-x/src/test/java/XTest.java");

    @Test
    void findsTheIdsOfMethodsAndClasses() throws IOException {
        assertThat(Citation.in(FILE, """
                package x;
                // @Requirement("NONE-01")
                @Requirement("CRAM-04")
                class XTest {
                    @Test
                    @Requirement({"SMTP-17", "SMTP-18"})
                    void first() { String text = "@Requirement(\\"NONE-02\\") void x()"; }

                    @Nested
                    class Inner {
                        @Requirement(
                                value = {
                                    "PLAIN-1",
                                })
                        @ParameterizedTest
                        public void second(int number) {}

                        @Test
                        void third() {}
                    }
                }
                """))
                .containsExactly(
                        new Citation(FILE, "XTest", List.of("CRAM-04")),
                        new Citation(FILE, "XTest.first", List.of("SMTP-17", "SMTP-18")),
                        new Citation(FILE, "XTest.Inner.second", List.of("PLAIN-1")));
    }

    @Test
    void givesTheTextOfWhatIsNotALiteral() throws IOException {
        assertThat(Citation.in(FILE, "class X { @Requirement(ALL_OF_THEM) void all() {} }"))
                .containsExactly(new Citation(FILE, "X.all", List.of("ALL_OF_THEM")));
    }
}
