package org.countersign.sasl.internal;

/** Something that an embedder gave to the framework has failed: a look-up, an executor, an authorizer. */
public final class EmbedderException extends Exception {
    private static final long serialVersionUID = 1;

    public EmbedderException(Throwable cause) {
        super(cause);
    }
}
