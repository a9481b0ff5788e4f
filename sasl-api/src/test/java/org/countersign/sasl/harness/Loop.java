package org.countersign.sasl.harness;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One thread with a name, such as a connection's event loop. */
public final class Loop implements Executor, AutoCloseable {
    private final String name;
    private final ExecutorService thread;

    public Loop(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** What {@code task} returns on this thread. */
    public <T> T call(Callable<T> task) {
        return Await.soon(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                this));
    }

    /** Whether this is the thread that runs now. */
    public boolean runsThis() {
        return Thread.currentThread().getName().equals(name);
    }

    /** Refuses everything from now on. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
