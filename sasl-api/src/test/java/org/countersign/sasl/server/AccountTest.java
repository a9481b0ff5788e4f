package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.SaltedKind;
import org.countersign.sasl.shapes.Toy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a directory knows of a user. */
class AccountTest {
    private static final String HASH = Toy.hash(Utf8.encode("wonderland"));
    private static final OctetSource ZEROS = (label, count) -> new byte[count];

    /** Derives for each realm, and writes down for which. */
    private static final class Deriving implements VerifierKind<String> {
        final List<String> derived = new ArrayList<>();
        private final boolean expensive;

        Deriving(boolean expensive) {
            this.expensive = expensive;
        }

        @Override
        public String scheme() {
            return "DERIVED";
        }

        @Override
        public String parse(String data) {
            return data;
        }

        @Override
        public String format(String verifier) {
            return verifier;
        }

        @Override
        public Optional<String> derive(Secret password, String user, String realm, OctetSource random) {
            derived.add(realm);
            return Optional.of(user + "@" + realm + ":" + Utf8.decode(password.octets()) + ":"
                    + HexFormat.of().formatHex(random.next("salt", 2)));
        }

        @Override
        public String decoy(OctetSource octets, Optional<String> like) {
            return "decoy";
        }

        @Override
        public boolean expensive() {
            return expensive;
        }
    }

    @Test
    void takesAVerifierFromTheEntryOfItsScheme() {
        Account account = Account.of("alice", "{ELSE}x", "{TOY-HASH}" + HASH);

        assertThat(account.verifier(HashKind.QUICK, "")).contains(HASH);
        assertThat(account.has("TOY-HASH")).isTrue();
        assertThat(account.has("TOY")).isFalse();
        assertThat(account.user()).isEqualTo("alice");
    }

    @Test
    void derivesAVerifierFromThePasswordWhereThereIsNoEntry() {
        assertThat(Account.of("alice", "{PLAIN}wonderland").verifier(HashKind.QUICK, ""))
                .contains(HASH);
    }

    @Test
    void prefersTheEntryToThePassword() {
        Account account = Account.of("alice", "{PLAIN}other", "{TOY-HASH}" + HASH);

        assertThat(account.verifier(HashKind.QUICK, "")).contains(HASH);
    }

    @Test
    void hasNoVerifierWithoutEntryAndPassword() {
        assertThat(Account.of("alice").verifier(HashKind.QUICK, "")).isEmpty();
        assertThat(Account.of("alice", "{ELSE}x").verifier(HashKind.QUICK, "")).isEmpty();
    }

    @Test
    void takesACorruptEntryForNone() {
        assertThat(Account.of("alice", "{TOY-HASH}zz", "{PLAIN}wonderland").verifier(HashKind.QUICK, ""))
                .isEmpty();
        assertThat(Account.of("alice", "{TOY-SALTED}s,many,k").verifier(SaltedKind.QUICK, ""))
                .isEmpty();
    }

    @Test
    @Requirement("PREP-05")
    void takesAnEmptyPasswordForNone_PREP05() {
        Account account = Account.of("alice", "{PLAIN}");

        assertThat(account.verifier(HashKind.QUICK, "")).isEmpty();
        assertThat(account.verifier(new PlainPasswordKind(), "")).isEmpty();
    }

    @Test
    void keepsWhatItHasMade() {
        Deriving kind = new Deriving(false);
        Account account = Account.of("alice", "{PLAIN}wonderland");

        Optional<String> first = account.verifier(kind, "");

        assertThat(account.verifier(kind, "")).isEqualTo(first);
        assertThat(account.verifier(kind, "realm").orElseThrow()).startsWith("alice@realm:wonderland:");
        assertThat(kind.derived).containsExactly("", "realm");
    }

    @Test
    void derivesNothingSlowWhileSomebodyWaits() {
        Deriving kind = new Deriving(true);
        Account account = Account.of("alice", "{PLAIN}wonderland");

        assertThat(account.verifier(kind, "")).isEmpty();
        assertThat(kind.derived).isEmpty();
    }

    @Test
    void derivesWhatIsSlowWhenItIsPrepared() {
        Deriving kind = new Deriving(true);
        Account account = Account.of("alice", "{PLAIN}wonderland").prepare(List.of(kind), List.of("realm"), ZEROS);

        assertThat(account.verifier(kind, "")).contains("alice@:wonderland:0000");
        assertThat(account.verifier(kind, "realm")).contains("alice@realm:wonderland:0000");
        assertThat(account.verifier(kind, "other")).isEmpty();
        assertThat(kind.derived).containsExactly("", "realm");
    }

    @Test
    void parsesASlowKindsEntryAtAnyTime() {
        assertThat(Account.of("alice", "{DERIVED}x").verifier(new Deriving(true), ""))
                .contains("x");
    }

    @Test
    void isStillPreparedWithAPrincipal() {
        Deriving kind = new Deriving(true);
        Account account = Account.of("alice", "{PLAIN}wonderland").prepare(List.of(kind), List.of(), ZEROS);

        Account same = account.principal("row 7");

        assertThat(same.principal()).isEqualTo("row 7");
        assertThat(account.principal()).isNull();
        assertThat(same.verifier(kind, "")).contains("alice@:wonderland:0000");
    }

    @Test
    @Requirement("SEC-08")
    void keepsNotMoreHoweverManyRealmsAClientInvents_SEC08() {
        Deriving kind = new Deriving(false);
        Account account = Account.of("alice", "{PLAIN}wonderland");
        for (int i = 0; i < 1_000; i++) {
            assertThat(account.verifier(kind, "realm " + i)).isPresent();
        }
        kind.derived.clear();

        account.verifier(kind, "realm 3");
        account.verifier(kind, "realm 999");

        assertThat(kind.derived).containsExactly("realm 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PLAIN", "{PLAIN", "PLAIN}x", "{}x", " {PLAIN}x"})
    void refusesAnEntryOfAnotherForm(String entry) {
        assertThatThrownBy(() -> Account.of("alice", entry + "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesTwoEntriesOfOneScheme() {
        assertThatThrownBy(() -> Account.of("alice", "{PLAIN}one", "{PLAIN}two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{PLAIN}")
                .hasMessageNotContaining("two");
    }

    @Test
    void refusesAUserWithoutAName() {
        assertThatThrownBy(() -> Account.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Requirement("SEC-07")
    void showsNoEntry_SEC07() {
        assertThat(Account.of("alice", "{PLAIN}wonderland").principal("row 7")).hasToString("Account[alice]");
    }
}
