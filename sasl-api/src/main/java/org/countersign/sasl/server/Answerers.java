package org.countersign.sasl.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Preparation;
import org.countersign.sasl.Question;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.internal.EmbedderException;
import org.jspecify.annotations.Nullable;

/** Who answers which questions on a server. */
final class Answerers {
    final @Nullable Directory directory;
    final List<PasswordKind<?>> passwordKinds;
    final @Nullable Answerer<Question.CheckPassword, Boolean> passwords;
    final @Nullable Answerer<Question.CheckToken, Question.TokenVerdict> tokens;
    final @Nullable Answerer<Question.IdentifyPeer, Optional<String>> peers;
    final @Nullable Executor workers;

    /** Whether passwords are checked off the event loop: all of them, or their kinds could be told apart. */
    final boolean slowPasswords;

    private final Preparation preparation;
    private final Map<Class<?>, Answerer<?, ?>> custom;

    Answerers(ServerSide.Builder from) {
        this.directory = from.directory;
        this.passwordKinds = List.copyOf(from.passwordKinds.values());
        this.passwords = from.passwords;
        this.tokens = from.tokens;
        this.peers = from.peers;
        this.workers = from.workers;
        this.preparation = from.preparation;
        this.custom = Map.copyOf(from.custom);
        this.slowPasswords = passwordKinds.stream().anyMatch(VerifierKind::expensive);
        if (slowPasswords && workers == null) {
            throw new IllegalStateException("expensive kinds of passwords need workers");
        }
    }

    /** Whether every question that a mechanism may ask has an answerer. */
    boolean meet(Set<Need> needs) {
        for (Need need : needs) {
            if (!meets(need)) {
                return false;
            }
        }
        return true;
    }

    private boolean meets(Need need) {
        if (need instanceof Need.Verifier) {
            return directory != null;
        }
        if (need instanceof Need.Passwords) {
            return passwords != null || directory != null;
        }
        if (need instanceof Need.Tokens) {
            return tokens != null;
        }
        if (need instanceof Need.PeerIdentity) {
            return peers != null;
        }
        if (need instanceof Need.Workers) {
            return workers != null;
        }
        return need instanceof Need.Answer answer && custom.containsKey(answer.to());
    }

    /** A name in the directory's spelling, or as it is where there is no directory. */
    String canonical(String user) throws EmbedderException {
        try {
            return directory == null ? user : directory.canonical(user);
        } catch (RuntimeException e) {
            throw new EmbedderException(e);
        }
    }

    /** An authorization identity, prepared and in the directory's spelling; empty for none, null if it can not be prepared. */
    @Nullable
    String authorizationId(@Nullable String asked) throws EmbedderException {
        if (asked == null || asked.isEmpty()) {
            return "";
        }
        try {
            String prepared = preparation.prepare(asked);
            return prepared == null || prepared.isEmpty() ? null : canonical(prepared);
        } catch (RuntimeException e) {
            throw new EmbedderException(e);
        }
    }

    /** Safe: the builder ties a question's class to its answer's type. */
    @SuppressWarnings("unchecked")
    <A> CompletionStage<A> custom(Question.Custom<A> question, Attempt attempt) {
        return ((Answerer<Question.Custom<A>, A>) needed(custom.get(question.getClass()))).answer(question, attempt);
    }

    /** An answerer that the mechanism's metadata did not say it needs may be missing. */
    static <T> T needed(@Nullable T answerer) {
        if (answerer == null) {
            throw new IllegalStateException("nobody answers this question");
        }
        return answerer;
    }
}
