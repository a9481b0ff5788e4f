package org.countersign.sasl.scram;

import java.util.Base64;
import java.util.Objects;
import java.util.function.Function;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.ExchangeContext;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.jspecify.annotations.Nullable;

/**
 * One of the SCRAM mechanisms (RFC 5802, RFC 7677): both sides prove that they know the password, which is not sent, and the
 * server does not store it. Those whose names end in -PLUS bind the exchange to the TLS connection.
 */
@Immutable
public final class ScramMechanism implements ServerMechanism, ClientMechanism {
    static final String PLUS = "-PLUS";

    private static final int NONCE = 18;

    /** Any mechanism that binds is better than all that do not. */
    private static final int RANK_OF_BINDING = 10;

    private final ScramHash hash;
    private final ScramKind kind;
    private final boolean binds;
    private final int mostIterations;
    private final Function<Seams, String> nonces;
    private final MechanismInfo info;
    private final boolean available;

    ScramMechanism(ScramHash hash, boolean binds, int mostIterations) {
        this(hash, binds, mostIterations, ScramMechanism::nonce);
    }

    /** With nonces from elsewhere: those of the RFCs' examples are of all lengths. */
    ScramMechanism(ScramHash hash, boolean binds, int mostIterations, Function<Seams, String> nonces) {
        this.hash = hash;
        this.kind = new ScramKind(hash);
        this.binds = binds;
        this.mostIterations = mostIterations;
        this.nonces = nonces;
        this.available = hash.available();
        MechanismInfo.Builder builder = MechanismInfo.named(hash.mechanism() + (binds ? PLUS : ""))
                .firstMover(FirstMover.CLIENT)
                .rank(hash.rank() + (binds ? RANK_OF_BINDING : 0))
                .maxRounds(2)
                .needs(new Need.Verifier(kind));
        this.info = binds
                ? builder.traits(Trait.MUTUAL, Trait.DICTIONARY_ATTACKABLE, Trait.CHANNEL_BINDING)
                        .build()
                : builder.traits(Trait.MUTUAL, Trait.DICTIONARY_ATTACKABLE).build();
    }

    @Override
    public MechanismInfo info() {
        return info;
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        return available && (!binds || Bindings.possible(facts)); // SCRAM-02
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] clientFirst) {
        return new ScramServer(this, context).start(Objects.requireNonNull(clientFirst, "clientFirst"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return new ScramClient(this, context).start();
    }

    ScramHash hash() {
        return hash;
    }

    ScramKind kind() {
        return kind;
    }

    /** Whether the exchange is bound to the channel: whether the name ends in -PLUS. */
    boolean binds() {
        return binds;
    }

    /** The most that a client does for a server. */
    int mostIterations() {
        return mostIterations;
    }

    /** The name of the mechanism of the same hash that binds. */
    String plus() {
        return hash.mechanism() + PLUS;
    }

    /** A new nonce: 24 characters, or whatever stands in for them. */
    String nonce(ExchangeContext context) {
        return nonces.apply(context.seams());
    }

    private static String nonce(Seams seams) {
        byte[] octets = new byte[NONCE];
        seams.fillNonce(octets);
        return Base64.getEncoder().encodeToString(octets);
    }
}
