package org.countersign.credentials.oauth;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the keys are with which an issuer signs. A stage that fails says that nobody knows now. */
interface KeySource {

    /** Keys that have been seen together; compared by identity. */
    final class Keys {
        final List<JWK> all;

        Keys(List<JWK> all) {
            this.all = List.copyOf(all);
        }

        boolean have(String keyId) {
            return all.stream().anyMatch(key -> keyId.equals(key.getKeyID()));
        }
    }

    /** The keys, fresh enough. */
    CompletionStage<Keys> current();

    /** Newer keys than these, in which one is missing; the same if there are none. */
    CompletionStage<Keys> newerThan(Keys known);

    /** Keys that never change. */
    static KeySource fixed(List<JWK> keys) {
        Keys all = new Keys(keys);
        return new KeySource() {
            @Override
            public CompletionStage<Keys> current() {
                return CompletableFuture.completedFuture(all);
            }

            @Override
            public CompletionStage<Keys> newerThan(Keys known) {
                return CompletableFuture.completedFuture(all);
            }
        };
    }
}
