package org.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.junit.jupiter.api.Test;

/** The ranks of all mechanisms together. */
class PreferenceTest {
    private static final List<String> STRONGEST_FIRST = List.of(
            "EXTERNAL",
            "SCRAM-SHA3-512-PLUS",
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA3-512",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1",
            "OAUTHBEARER",
            "XOAUTH2",
            "GSSAPI",
            "DIGEST-MD5",
            "CRAM-MD5",
            "PLAIN",
            "LOGIN",
            "NTLM");

    @Test
    @Requirement("SEC-03")
    void theStrongestComesFirst_SEC03() {
        List<String> ranked = Catalogue.load(PreferenceTest.class.getClassLoader()).all().stream()
                .map(mechanism -> mechanism.info().name())
                .filter(STRONGEST_FIRST::contains)
                .toList();

        assertThat(ranked).contains("PLAIN");
        assertThat(ranked)
                .isEqualTo(STRONGEST_FIRST.stream().filter(ranked::contains).toList());
    }
}
