package org.countersign.credentials.oauth;

import java.util.concurrent.CompletionStage;

/** Finds out about a token. A stage that fails says that this is not possible now, and nothing of the token. */
@FunctionalInterface
interface TokenCheck {
    CompletionStage<Judgement> check(String token);
}
