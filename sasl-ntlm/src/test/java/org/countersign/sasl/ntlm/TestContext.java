package org.countersign.sasl.ntlm;

import java.time.Instant;
import java.util.List;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;

/** An exchange of either side without a driver, whose nonces are these and whose clock stands still. */
record TestContext(ConnectionFacts facts, byte[] nonce, Instant now) implements ServerContext, ClientContext, Seams {
    static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    static TestContext of(ConnectionFacts facts) {
        return new TestContext(facts, Vectors.NONCE, Instant.parse("2012-12-19T18:00:00Z"));
    }

    /** On a TLS channel to a server whose certificate has this hash. */
    static ConnectionFacts bound(byte[] certificate) {
        return ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(java.util.Set.of(ChannelBindingHash.TYPE), type -> certificate)
                .build();
    }

    @Override
    public Seams seams() {
        return this;
    }

    @Override
    public void fillNonce(byte[] into) {
        System.arraycopy(nonce, 0, into, 0, into.length);
    }

    @Override
    public <C extends AutoCloseable> C own(C resource) {
        return resource;
    }

    @Override
    public boolean offers(String mechanism) {
        return false;
    }

    @Override
    public void onSuccess(Runnable afterwards) {
        throw new UnsupportedOperationException("NTLM does nothing afterwards");
    }

    @Override
    public List<String> offered() {
        return List.of("NTLM");
    }
}
