package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Await;
import org.junit.jupiter.api.Test;

/** The credentials that come with the framework. */
class CredentialsTest {

    @Test
    void aPasswordIsGivenAgainAndAgainInCopies() {
        char[] characters = "wonderland".toCharArray();
        Credentials credentials = Credentials.password("alice", characters);
        characters[0] = 'x';

        Secret first = Await.now(credentials.password(""));
        first.close();

        assertThat(Await.now(credentials.password("example.org")).octets()).isEqualTo(Utf8.encode("wonderland"));
    }

    @Test
    void aPasswordIsForMechanismsThatNeedOne() {
        Credentials credentials = Credentials.password("alice", new char[] {'x'});

        assertThat(credentials.has(ClientNeed.PASSWORD)).isTrue();
        assertThat(credentials.has(ClientNeed.TOKEN)).isFalse();
        assertThat(credentials.has(ClientNeed.NOTHING)).isFalse();
        assertThat(credentials.token().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    @Requirement("SCRAM-25")
    void aPasswordRemembersTheKeyLastDerivedFromIt_SCRAM25() {
        Credentials credentials = Credentials.password("alice", "wonderland".toCharArray());
        DerivedKey question = derivedKey("KIND", 1, 4096);
        Secret key = Secret.owning(Utf8.encode("key"));

        assertThat(credentials.derivedKey(question)).isEmpty();
        credentials.keep(question, key);
        key.close();
        credentials.derivedKey(question).orElseThrow().close();

        assertThat(credentials
                        .derivedKey(derivedKey("KIND", 1, 4096))
                        .orElseThrow()
                        .octets())
                .isEqualTo(Utf8.encode("key"));
        assertThat(credentials.derivedKey(derivedKey("OTHER", 1, 4096))).isEmpty();
        assertThat(credentials.derivedKey(derivedKey("KIND", 2, 4096))).isEmpty();
        assertThat(credentials.derivedKey(derivedKey("KIND", 1, 4097))).isEmpty();

        credentials.keep(derivedKey("OTHER", 1, 4096), Secret.owning(Utf8.encode("other")));
        assertThat(credentials.derivedKey(question)).isEmpty();
    }

    private static DerivedKey derivedKey(String kind, int salt, int iterations) {
        return new DerivedKey(kind, new byte[] {(byte) salt}, iterations, password -> password);
    }

    @Test
    void aTokenIsFetchedFreshEachTime() {
        Deque<String> tokens = new ArrayDeque<>(List.of("one", "two"));
        Credentials credentials = Credentials.token(
                "alice", () -> CompletableFuture.completedFuture(Secret.owning(Utf8.encode(tokens.remove()))));

        assertThat(Await.now(credentials.token()).octets()).isEqualTo(Utf8.encode("one"));
        assertThat(Await.now(credentials.token()).octets()).isEqualTo(Utf8.encode("two"));
    }

    @Test
    void aTokenIsForMechanismsThatNeedOne() {
        Credentials credentials = Credentials.token("alice", CompletableFuture::new);

        assertThat(credentials.has(ClientNeed.TOKEN)).isTrue();
        assertThat(credentials.has(ClientNeed.PASSWORD)).isFalse();
        assertThat(credentials.has(ClientNeed.NOTHING)).isFalse();
        assertThat(credentials.password("").toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    @Requirement("EXT-01")
    void withoutASecretTheyAreForMechanismsThatNeedNothing_EXT01() {
        Identities fred = new Identities("", "fred@example.com");
        Credentials credentials = Credentials.withoutSecret(fred);

        assertThat(credentials.identities()).isEqualTo(fred);
        assertThat(credentials.has(ClientNeed.NOTHING)).isTrue();
        assertThat(credentials.has(ClientNeed.PASSWORD)).isFalse();
        assertThat(credentials.has(ClientNeed.TOKEN)).isFalse();
        assertThat(credentials.password("").toCompletableFuture()).isCompletedExceptionally();
        assertThat(credentials.token().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void bothKnowWhoTheUserIs() {
        Identities acting = new Identities("alice", "support");

        assertThat(Credentials.password("alice", new char[0]).identities()).isEqualTo(new Identities("alice", null));
        assertThat(Credentials.password(acting, new char[0]).identities()).isEqualTo(acting);
        assertThat(Credentials.token("alice", CompletableFuture::new).identities())
                .isEqualTo(new Identities("alice", null));
    }

    @Test
    @Requirement("SEC-07")
    void showNothing_SEC07() {
        assertThat(Credentials.password("alice", "wonderland".toCharArray()).toString())
                .doesNotContain("wonderland");
    }
}
