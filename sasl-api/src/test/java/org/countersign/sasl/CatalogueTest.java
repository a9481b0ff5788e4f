package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.shapes.SaltedKind;
import org.junit.jupiter.api.Test;

/** Mechanisms that are named one by one. */
class CatalogueTest {

    private static Mechanism mechanism(String name, int rank) {
        return new FakeServer(MechanismInfo.named(name).rank(rank).build(), (context, none) -> null);
    }

    @Test
    void findsAMechanismByItsName() {
        Mechanism one = mechanism("X-ONE", 1);
        Catalogue catalogue = Catalogue.of(one, mechanism("X-TWO", 2));

        assertThat(catalogue.find("X-ONE")).containsSame(one);
        assertThat(catalogue.find("X-THREE")).isEmpty();
        assertThat(catalogue.find("x-one")).isEmpty();
    }

    @Test
    void listsTheStrongestFirst() {
        Catalogue catalogue = Catalogue.of(mechanism("X-ONE", 1), mechanism("X-THREE", 3), mechanism("X-TWO", 2));

        assertThat(catalogue.all()).extracting(each -> each.info().name()).containsExactly("X-THREE", "X-TWO", "X-ONE");
        assertThat(catalogue.problems()).isEmpty();
    }

    @Test
    void listsTheEquallyStrongInTheOrderOfTheirNames() {
        Catalogue catalogue = Catalogue.of(mechanism("X-B", 1), mechanism("X-C", 1), mechanism("X-A", 1));

        assertThat(catalogue.all()).extracting(each -> each.info().name()).containsExactly("X-A", "X-B", "X-C");
    }

    @Test
    void takesAWholeFamilyFromOneProvider() {
        MechanismProvider family = () -> List.of(mechanism("X-ONE", 1), mechanism("X-TWO", 2));

        assertThat(Catalogue.of(family).all()).hasSize(2);
    }

    @Test
    void mayBeEmpty() {
        assertThat(Catalogue.of().all()).isEmpty();
    }

    @Test
    void takesTheHigherRankOfTwoOfOneName() {
        Mechanism stronger = mechanism("X-ONE", 2);

        assertThat(Catalogue.of(mechanism("X-ONE", 1), stronger).find("X-ONE")).containsSame(stronger);
        assertThat(Catalogue.of(stronger, mechanism("X-ONE", 1)).find("X-ONE")).containsSame(stronger);
    }

    @Test
    void refusesTwoOfOneNameAndRank() {
        assertThatThrownBy(() -> Catalogue.of(mechanism("X-ONE", 1), mechanism("X-ONE", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-ONE");
    }

    @Test
    void refusesAProviderThatIsBroken() {
        IllegalStateException broken = new IllegalStateException("no such algorithm");
        MechanismProvider throwing = () -> {
            throw broken;
        };
        MechanismProvider nothing = () -> null;

        assertThatThrownBy(() -> Catalogue.of(throwing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasCause(broken);
        assertThatThrownBy(() -> Catalogue.of(nothing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsTheKindsOfVerifiersThatDirectoriesMayPrepare() {
        Mechanism one = needing("X-ONE", new MechanismInfo.Need.Verifier(SaltedKind.QUICK));
        Mechanism two = needing("X-TWO", new MechanismInfo.Need.Verifier(SaltedKind.QUICK));
        Mechanism three = needing("X-THREE", new MechanismInfo.Need.Passwords());

        assertThat(Catalogue.of(one, two, three).verifierKinds()).isEqualTo(Set.of(SaltedKind.QUICK));
    }

    private static Mechanism needing(String name, MechanismInfo.Need need) {
        return new FakeServer(MechanismInfo.named(name).needs(need).build(), (context, none) -> null);
    }
}
