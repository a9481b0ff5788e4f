package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AreaTest {
    private static final String FILE = """
            # A protocol

            As **SMTP-01** says.

            - **SMTP-17** [S] The client sends one line (see **SMTP-99**).
            - **GS2-02** [C MUST] Another.
              - **SMTP-20** is nested.
            - See **SMTP-18**.
            - SMTP-19 is not in bold.
            """;

    @Test
    void takesTheItemsThatBeginWithAnIdInBold() {
        Area area = Area.parse("protocol.md", FILE);

        assertThat(area.title()).isEqualTo("A protocol");
        assertThat(area.ids()).containsExactly("SMTP-17", "GS2-02");
        assertThat(area.finished()).isFalse();
        assertThat(area.reasons()).isEmpty();
    }

    @Test
    void saysWhetherItIsFinishedAndWhatDoesNotApply() {
        Area area = Area.parse("protocol.md", FILE + """

                ## Conformance

                Finished.

                - GS2-02 is not applicable because nobody does it. Really.
                """);

        assertThat(area.finished()).isTrue();
        assertThat(area.reasons()).containsExactly(Map.entry("GS2-02", "nobody does it. Really"));
        assertThat(area.ids()).containsExactly("SMTP-17", "GS2-02");
    }
}
