package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.anonymous.AnonymousMechanism;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The server's side of ANONYMOUS: hardly more than what the framework itself takes. */
@State(Scope.Benchmark)
@ThreadSafe
public class AnonymousServer {
    private static final String MECHANISM = "ANONYMOUS";

    private final byte[] trace = Setting.octets("sirhc");
    private final ServerSide server = ServerSide.with(Catalogue.of(new AnonymousMechanism()))
            .policy(SaslPolicy.safe().alsoAllow(MECHANISM))
            .workers(Runnable::run)
            .build();

    @Setup
    public void allAccept() {
        countersign();
        byHand();
    }

    @Benchmark
    public ServerReply countersign() {
        return Setting.success(Setting.open(server, MECHANISM).start(trace.clone()));
    }

    @Benchmark
    public String byHand() {
        String text = new String(trace.clone(), StandardCharsets.UTF_8);
        if (text.length() > 255 || text.indexOf('@') >= 0) {
            throw new IllegalStateException("refused");
        }
        return text;
    }
}
