package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;

/** A password that is stored as it is. */
class PlainPasswordKindTest {
    private final PlainPasswordKind kind = new PlainPasswordKind();

    private static Secret secret(String text) {
        return Secret.owning(Utf8.encode(text));
    }

    @Test
    void goesThroughTextUnchanged() {
        assertThat(kind.format(kind.parse("wönder{land}"))).isEqualTo("wönder{land}");
    }

    @Test
    void matchesItselfOnly() {
        assertThat(kind.matches(kind.parse("wonderland"), secret("wonderland"))).isTrue();
        assertThat(kind.matches(kind.parse("wonderland"), secret("wonderlanD"))).isFalse();
        assertThat(kind.matches(kind.parse("wonderland"), secret("wonder"))).isFalse();
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> kind.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isDerivedByBeingCopied() {
        Secret password = secret("wonderland");

        Secret derived = kind.derive(password, "alice", "", (label, count) -> new byte[count])
                .orElseThrow();
        password.close();

        assertThat(derived.matches(Utf8.encode("wonderland"))).isTrue();
    }

    @Test
    void hasADecoyOfItsOctets() {
        Secret decoy = kind.decoy((label, count) -> new byte[count], Optional.empty());

        assertThat(decoy.octets()).hasSize(16);
    }

    @Test
    void isOneKindInAllItsInstances() {
        assertThat(kind).isEqualTo(new PlainPasswordKind()).hasSameHashCodeAs(new PlainPasswordKind());
        assertThat(kind).isNotEqualTo("PLAIN");
        assertThat(kind.scheme()).isEqualTo("PLAIN");
        assertThat(kind.visible()).isFalse();
        assertThat(kind.expensive()).isFalse();
    }

    @Test
    void isNotWrittenAsTextWhenItIsNone() {
        assertThatThrownBy(() -> kind.format(Secret.owning(new byte[] {(byte) 0xff})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
