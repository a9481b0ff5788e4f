package org.countersign.app.client;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.app.Endpoint;

/** A server as a client sees it: where it is, when TLS starts, and what makes it believable. */
@Immutable
public record Server(Endpoint address, TlsMode tls, ServerTrust trust) {
    public Server {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(trust, "trust");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
