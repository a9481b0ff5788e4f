package org.countersign.sasl.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The ways in which the embedder of a framework answers, good and bad. */
public enum Answering implements Embedder {
    AT_ONCE(true) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.completedFuture(answer);
        }
    },
    AT_ONCE_WITH_A_MINIMAL_STAGE(true) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.completedStage(answer);
        }
    },
    ON_ANOTHER_THREAD(true) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.supplyAsync(() -> answer);
        }
    },
    ON_ANOTHER_THREAD_WITH_A_MINIMAL_STAGE(true) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.supplyAsync(() -> answer).minimalCompletionStage();
        }
    },
    WITH_A_STAGE_THAT_CAN_ONLY_BE_LISTENED_TO(true) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return listenOnly(CompletableFuture.supplyAsync(() -> answer));
        }
    },
    NEVER(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return new CompletableFuture<>();
        }
    },
    WITH_A_FAILED_STAGE(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
        }
    },
    WITH_A_STAGE_THAT_FAILS_LATER(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("the database is away");
            });
        }
    },
    WITH_A_CANCELLED_STAGE(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            CompletableFuture<A> cancelled = new CompletableFuture<>();
            cancelled.cancel(true);
            return cancelled;
        }
    },
    BY_THROWING(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            throw new IllegalStateException("the database is away");
        }
    },
    BY_THROWING_AN_ERROR(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            throw new NoClassDefFoundError("a driver is missing");
        }
    },
    WITH_NULL(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return CompletableFuture.completedFuture(null);
        }
    },
    WITH_A_NULL_STAGE(false) {
        @Override
        public <A> CompletionStage<A> with(A answer) {
            return null;
        }
    };

    private final boolean good;

    Answering(boolean good) {
        this.good = good;
    }

    /** Whether there is an answer in the end. */
    public boolean isGood() {
        return good;
    }

    /** Whether there is an end, and it is a failure. */
    public boolean fails() {
        return !good && this != NEVER;
    }

    /** A stage of somebody who lets nobody complete it: {@link CompletionStage#toCompletableFuture} is optional. */
    @SuppressWarnings("unchecked")
    public static <A> CompletionStage<A> listenOnly(CompletionStage<A> stage) {
        return (CompletionStage<A>) Proxy.newProxyInstance(
                Answering.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("toCompletableFuture")) {
                        throw new UnsupportedOperationException("not ours");
                    }
                    try {
                        return method.invoke(stage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
