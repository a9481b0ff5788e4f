package org.countersign.sasl.scram;

import java.util.Set;
import org.countersign.sasl.ChannelBinding;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;

/** When channel binding is used. */
final class Bindings {
    private Bindings() {}

    /**
     * Whether an end can bind. With TLS 1.3 that takes {@code tls-exporter}: it is what every peer uses there (RFC 9266,
     * section 4), and a peer that finds only {@code tls-server-end-point} would fail instead of doing without.
     */
    static boolean possible(ConnectionFacts facts) {
        Set<String> types = facts.channelBindingTypes();
        TlsFacts tls = facts.tls();
        boolean exporterExpected = tls != null && tls.version().equals("TLSv1.3");
        return exporterExpected ? types.contains(ChannelBinding.TLS_EXPORTER) : !types.isEmpty();
    }
}
