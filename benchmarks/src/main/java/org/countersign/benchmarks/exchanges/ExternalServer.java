package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.external.ExternalMechanism;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The server's side of EXTERNAL, whose users are found by their certificates: TLS has verified those. */
@State(Scope.Benchmark)
@ThreadSafe
public class ExternalServer {
    private static final String MECHANISM = "EXTERNAL";

    private final byte[] message = Setting.octets(Setting.USER);
    private final Map<Certificate, String> users = Map.of(MutualTls.CERTIFICATE, Setting.USER);
    private final ServerSide server = ServerSide.with(Catalogue.of(new ExternalMechanism()))
            .peers((question, attempt) ->
                    CompletableFuture.completedFuture(Optional.ofNullable(users.get(MutualTls.peer(attempt.facts())))))
            .workers(Runnable::run)
            .build();

    @Setup
    public void allAccept() {
        countersign();
        byHand();
    }

    @Benchmark
    public ServerReply countersign() {
        return Setting.success(server.open(MECHANISM, MutualTls.FACTS, Runnable::run)
                .orElseThrow()
                .start(message.clone()));
    }

    @Benchmark
    public String byHand() {
        String whom = new String(message.clone(), StandardCharsets.UTF_8);
        String user = users.getOrDefault(MutualTls.peer(MutualTls.FACTS), "");
        if (user.isEmpty() || (!whom.isEmpty() && !whom.equals(user))) {
            throw new IllegalStateException("refused");
        }
        return user;
    }
}
