package org.countersign.sasl.harness;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;

/** A client with one mechanism. */
public final class Caller {
    /** Somebody whom the directories of the tests know. */
    public static final Credentials ALICE = Credentials.password("alice", "wonderland".toCharArray());

    private final String mechanism;
    private final ClientSide side;

    private Caller(ClientMechanism mechanism, UnaryOperator<ClientSide.Builder> with) {
        this.mechanism = mechanism.info().name();
        this.side = with.apply(ClientSide.with(Catalogue.of(mechanism))
                        .policy(ClientPolicy.safe().allowCleartext()))
                .build();
    }

    public static Caller of(ClientMechanism mechanism) {
        return new Caller(mechanism, builder -> builder);
    }

    public static Caller of(ClientMechanism mechanism, UnaryOperator<ClientSide.Builder> with) {
        return new Caller(mechanism, with);
    }

    public ClientExchange open() {
        return open(ALICE);
    }

    public ClientExchange open(Credentials credentials) {
        return open(credentials, Runnable::run);
    }

    public ClientExchange open(Credentials credentials, Executor runOn) {
        return open(credentials, Facts.SMTP, runOn);
    }

    public ClientExchange open(Credentials credentials, ConnectionFacts facts, Executor runOn) {
        return side.open(mechanism, List.of(mechanism), facts, credentials, runOn)
                .orElseThrow();
    }
}
