package org.countersign.app.client;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * What protects a connection.
 *
 * @param tls null: there is none
 * @param layer inside of TLS, where there is TLS
 */
@Immutable
public record Protection(@Nullable TlsFacts tls, Layer layer) {

    /** What a security layer does. */
    public enum Layer {
        /** There is none. */
        NONE,
        /** Nobody can change what is sent. */
        INTEGRITY,
        /** Nobody can read it, either. */
        CONFIDENTIALITY
    }

    public Protection {
        Objects.requireNonNull(layer, "layer");
    }

    /** For people. */
    @Override
    public String toString() {
        String byTls = tls == null ? "no TLS" : tls.version() + (tls.peerVerified() ? "" : " not verified");
        return byTls
                + switch (layer) {
                    case NONE -> "";
                    case INTEGRITY -> ", a layer that authenticates";
                    case CONFIDENTIALITY -> ", a layer that encrypts";
                };
    }
}
