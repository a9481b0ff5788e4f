package org.countersign.sasl.digestmd5;

import java.util.List;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;

/** What a mechanism sees of an exchange that no driver drives. */
record TestContext(ConnectionFacts facts) implements ServerContext, ClientContext {
    @Override
    public Seams seams() {
        return Seams.system();
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
        afterwards.run();
    }

    @Override
    public List<String> offered() {
        return List.of("DIGEST-MD5");
    }
}
