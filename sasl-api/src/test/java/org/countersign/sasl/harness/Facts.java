package org.countersign.sasl.harness;

import java.util.List;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;

/** Connections of the kinds that there are. */
public final class Facts {
    /** As SMTP without TLS: no room for data beside the outcome. */
    public static final ConnectionFacts SMTP = smtp().build();

    /** As LDAP or XMPP: data goes with the outcome. */
    public static final ConnectionFacts WITH_SUCCESS_DATA =
            smtp().carriesSuccessData(true).build();

    public static final TlsFacts TLS = new TlsFacts("TLSv1.3", null, List.of(), false);

    public static final TlsFacts VERIFIED_TLS = new TlsFacts("TLSv1.3", null, List.of(), true);

    private Facts() {}

    public static ConnectionFacts.Builder smtp() {
        return ConnectionFacts.of("smtp", "mail.example.org")
                .peerAddress("192.0.2.1")
                .layersPossible(true);
    }
}
