package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequirementIdsTest {

    @Test
    void findsTheDefinitionsOfListsAndTables() {
        String markdown = """
                # Requirements

                - **SMTP-17** The client sends one line (see SMTP-99).
                  - **SMTP-18.** Nested, with a full stop.

                | Id | Text |
                |----|------|
                | CRAM-04 | Lower case; not **CRAM-98**. |
                | **X-OAUTH-1** | In bold. |
                """;

        assertThat(RequirementIds.definedIn(markdown)).containsExactly("SMTP-17", "SMTP-18", "CRAM-04", "X-OAUTH-1");
    }

    @Test
    void doesNotTakeAMentionForADefinition() {
        String markdown = """
                As **SMTP-17** says, and so does SMTP-18.
                - See **SMTP-17**.
                - SMTP-18 is not in bold.
                | refers to SMTP-17 | SMTP-18 |
                """;

        assertThat(RequirementIds.definedIn(markdown)).isEmpty();
    }

    @Test
    void findsEveryIdOfACitation() {
        String java = """
                @Requirement("CRAM-04")
                @Requirement({"SMTP-17", "SMTP-18"})
                @Requirement(
                        value = {
                            "PLAIN-1",
                            "PLAIN-2"
                        })
                """;

        assertThat(RequirementIds.citedIn(java)).containsExactly("CRAM-04", "SMTP-17", "SMTP-18", "PLAIN-1", "PLAIN-2");
    }

    @Test
    void givesTheTextOfACitationWithoutALiteral() {
        assertThat(RequirementIds.citedIn("@Requirement(ALL_OF_THEM)")).containsExactly("ALL_OF_THEM");
    }
}
