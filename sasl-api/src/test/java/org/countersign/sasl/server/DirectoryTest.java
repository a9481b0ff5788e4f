package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.sasl.harness.Await;
import org.junit.jupiter.api.Test;

/** A directory in memory. */
class DirectoryTest {
    private final Account alice = Account.of("alice", "{PLAIN}wonderland");
    private final Directory directory = Directory.of(List.of(alice, Account.of("bob")));

    @Test
    void findsAnAccountByItsNameInWhateverRealm() {
        assertThat(Await.now(directory.find("alice", ""))).containsSame(alice);
        assertThat(Await.now(directory.find("alice", "example.org"))).containsSame(alice);
    }

    @Test
    void findsNobodyElse() {
        assertThat(Await.now(directory.find("Alice", ""))).isEmpty();
        assertThat(Await.now(directory.find("", ""))).isEmpty();
    }

    @Test
    void spellsNamesAsTheyAre() {
        assertThat(directory.canonical("ALICE")).isEqualTo("ALICE");
    }
}
