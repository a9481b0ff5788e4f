package org.countersign.sasl.shapes;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.sasl.Utf8;

/** A GSS context: whoever holds the realm's key can make one, and nobody can use it once it is disposed of. */
public final class ToyContext implements AutoCloseable {
    private static final String REALM_KEY = "the key of the realm";

    private final AtomicInteger closed = new AtomicInteger();
    private volatile String sessionKey = "none yet";

    /** The client's first token, which names it. */
    byte[] initiate(String user) {
        sessionKey = Toy.proof(REALM_KEY, user);
        return Utf8.encode(user + "," + sessionKey);
    }

    /** The user whom a token is of, or null. */
    String accept(byte[] token) {
        String[] fields = Toy.fields(token, ",", 2);
        if (fields.length == 0 || !Toy.same(Toy.proof(REALM_KEY, fields[0]), fields[1])) {
            return null;
        }
        sessionKey = fields[1];
        return fields[0];
    }

    /** A message with its checksum. */
    byte[] sign(String text) {
        return Utf8.encode(text + "," + Toy.proof(key(), text));
    }

    /** The text of a signed message, or null. */
    String verify(byte[] message) {
        String[] fields = Toy.fields(message, ",", 2);
        return fields.length == 2 && Toy.same(Toy.proof(key(), fields[0]), fields[1]) ? fields[0] : null;
    }

    /** Work that fails if this is closed before it begins or while it runs. */
    <A> Callable<A> whileOpen(Callable<A> work) {
        return () -> {
            requireOpen();
            A result = work.call();
            requireOpen();
            return result;
        };
    }

    String key() {
        requireOpen();
        return sessionKey;
    }

    private void requireOpen() {
        if (closed.get() > 0) {
            throw new IllegalStateException("the context is disposed of");
        }
    }

    /** How often this has been closed. */
    public int closed() {
        return closed.get();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
