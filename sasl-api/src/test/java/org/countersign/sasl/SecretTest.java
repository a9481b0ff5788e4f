package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;

/** Octets that nobody reads by accident, and that do not stay. */
@Requirement("SEC-06")
class SecretTest {

    @Test
    void takesItsOctetsOver() {
        byte[] octets = {1, 2, 3};
        Secret secret = Secret.owning(octets);

        assertThat(secret.octets()).isSameAs(octets);
        secret.close();

        assertThat(octets).containsOnly(0);
    }

    @Test
    void copiesARange() {
        byte[] octets = {1, 2, 3, 4};
        Secret secret = Secret.copyOf(octets, 1, 3);

        assertThat(secret.octets()).containsExactly(2, 3);
        secret.close();

        assertThat(octets).containsExactly(1, 2, 3, 4);
    }

    @Test
    void refusesARangeOutsideOfTheArray() {
        assertThatThrownBy(() -> Secret.copyOf(new byte[3], 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Secret.copyOf(new byte[3], -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Secret.copyOf(new byte[3], 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void encodesCharactersInUtf8AndLeavesThemAlone() {
        char[] characters = {'p', 'ä', '€', '\ud83d', '\ude00'};

        Secret secret = Secret.utf8(characters);

        assertThat(secret.octets()).isEqualTo(Utf8.encode("pä€\ud83d\ude00"));
        assertThat(characters).containsExactly('p', 'ä', '€', '\ud83d', '\ude00');
        assertThat(Secret.utf8(new char[0]).octets()).isEmpty();
    }

    @Test
    void refusesASurrogateThatStandsAlone() {
        assertThatThrownBy(() -> Secret.utf8(new char[] {'a', '\ud83d'})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secret.utf8(new char[] {'\ude00', 'a'})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotBeReadOnceItIsClosed() {
        Secret secret = Secret.owning(new byte[] {1});
        secret.close();
        secret.close();

        assertThatThrownBy(secret::octets).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.matches(new byte[] {0})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasCopiesThatLiveOnTheirOwn() {
        Secret secret = Secret.owning(new byte[] {1, 2});
        Secret copy = secret.copy();

        secret.close();

        assertThat(copy.octets()).containsExactly(1, 2);
    }

    @Test
    void matchesTheSameOctetsOnly() {
        Secret secret = Secret.owning(new byte[] {1, 2});

        assertThat(secret.matches(new byte[] {1, 2})).isTrue();
        assertThat(secret.matches(new byte[] {1, 3})).isFalse();
        assertThat(secret.matches(new byte[] {1})).isFalse();
        assertThat(secret.matches(new byte[] {1, 2, 0})).isFalse();
        assertThat(Secret.owning(new byte[0]).matches(new byte[0])).isTrue();
    }

    @Test
    @Requirement("SEC-07")
    void showsNothing_SEC07() {
        assertThat(Secret.owning(Utf8.encode("wonderland"))).hasToString("Secret[***]");
    }
}
