package org.countersign.sasl.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.Custom;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.jspecify.annotations.Nullable;

/**
 * The user whom a client claims to be, as far as an attempt has found out. Whoever does not exist, or has no usable entry,
 * is answered for by a decoy, and can not succeed (SEC-04).
 */
final class Claimant {
    private String name = "";
    private String canonical = "";
    private Optional<Account> account = Optional.empty();
    private boolean factsKnown;
    private String decoyed = "";

    /** As claimed; empty while nobody is named. */
    String name() {
        return name;
    }

    void named(String claimed) {
        forgetUnless(claimed);
        name = claimed;
    }

    /** Whom a question is about, if it is about a user. */
    void namedBy(Question<?> question) {
        String user = user(question);
        if (user != null) {
            named(user);
        }
    }

    private static @Nullable String user(Question<?> question) {
        if (question instanceof FindVerifier<?> find) {
            return find.user();
        }
        if (question instanceof CheckPassword check) {
            return check.user();
        }
        if (question instanceof CheckToken check) {
            return check.user();
        }
        return question instanceof Custom<?> custom ? custom.claimant().orElse(null) : null;
    }

    /** What has been found of one user is not another's. */
    private void forgetUnless(String user) {
        if (!user.equals(name)) {
            account = Optional.empty();
        }
    }

    /** As the directory spells it. */
    void spelled(String canonicalName) {
        canonical = canonicalName;
    }

    /** What the directory knows of the user, now. */
    void found(Optional<Account> found) {
        account = found;
        factsKnown = true;
    }

    /** Some question about the user has been answered. */
    void learn() {
        factsKnown = true;
    }

    /** Whether a reply could depend on who the user is. */
    boolean factsKnown() {
        return factsKnown;
    }

    /** Why a decoy stands in for the user; empty when none does. */
    String decoyed() {
        return decoyed;
    }

    @Nullable
    Object principal() {
        return account.isEmpty() ? null : account.get().principal();
    }

    /** The user's verifier, or a decoy; both are made, where the client could tell from the time. */
    <V> V verifier(VerifierKind<V> kind, String realm, Decoys decoys) {
        V decoy = decoys.of(kind, canonical, realm);
        // somebody unknown is looked at like anybody else, or the time would tell
        Optional<V> own = account.orElse(decoys.nobody()).verifier(kind, realm);
        if (account.isEmpty() || own.isEmpty()) {
            decoyed = account.isEmpty() ? "unknown user" : "no usable " + kind.scheme() + " verifier";
        }
        return own.orElse(decoy);
    }

    /** Checks a password against the user's entry of the first of these kinds that it has. */
    Callable<Boolean> passwordCheck(List<PasswordKind<?>> kinds, Secret password, Decoys decoys) {
        PasswordKind<?> kind = kinds.stream()
                .filter(each -> account.isPresent() && account.get().has(each.scheme()))
                .findFirst()
                .orElse(kinds.get(0));
        return check(kind, password, decoys);
    }

    private <V> Callable<Boolean> check(PasswordKind<V> kind, Secret password, Decoys decoys) {
        V verifier = verifier(kind, "", decoys);
        return () -> kind.matches(verifier, password);
    }

    /** The name of the account of whoever has proved to be this, or null if none has been found. */
    @Nullable
    String proved(String authenticationId) {
        forgetUnless(authenticationId);
        if (name.isEmpty()) {
            name = authenticationId; // who names nobody claims to be whom it proves to be
        }
        return account.isEmpty() ? null : account.get().user();
    }
}
