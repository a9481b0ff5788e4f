package org.countersign.benchmarks.primitives;

import java.util.Optional;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.exchanges.JdkSasl;
import org.countersign.benchmarks.exchanges.Setting;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the name of a mechanism to an exchange that can be started, with all mechanisms of the class path. */
@State(Scope.Benchmark)
@ThreadSafe
public class FindMechanism {
    private final ServerSide server = ServerSide.with(Catalogue.load(FindMechanism.class.getClassLoader()))
            .directory((user, realm) -> java.util.concurrent.CompletableFuture.completedFuture(Optional.empty()))
            .workers(Runnable::run)
            .build();

    @Benchmark
    public Optional<ServerExchange> countersign() {
        return server.open("CRAM-MD5", Setting.FACTS, Runnable::run);
    }

    @Benchmark
    public SaslServer jdkCreateSaslServer() throws SaslException {
        return Sasl.createSaslServer("CRAM-MD5", "smtp", Setting.HOST, null, JdkSasl.callbacks());
    }
}
