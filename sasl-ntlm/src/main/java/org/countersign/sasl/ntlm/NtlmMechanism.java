package org.countersign.sasl.ntlm;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.Md5;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.jspecify.annotations.Nullable;

/**
 * The NTLM mechanism (MS-NLMP, MS-SMTPNTLM): three binary messages, of which the last proves the password's NT hash. There is
 * no authorization identity and no security layer, and the server does not prove itself. Whoever reads an exchange can try
 * passwords on it, and whoever sits between the ends can pass it on unless it is bound to TLS (NTLM-30).
 */
@Immutable
public final class NtlmMechanism implements ServerMechanism, ClientMechanism {
    private final NtlmPolicy policy;
    private final MechanismInfo info;

    /** MD5 here needs no provider, but a runtime that has none (FIPS 140) does not want MD5 to be used. */
    private final boolean permitted = Md5.isPermitted();

    /** The mechanism with {@link NtlmPolicy#safe}. */
    public NtlmMechanism() {
        this(NtlmPolicy.safe());
    }

    /** The mechanism with this policy. */
    public NtlmMechanism(NtlmPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.info = MechanismInfo.named("NTLM")
                .firstMover(FirstMover.CLIENT)
                .traits(traits(policy))
                .status(Status.LEGACY)
                .rank(5) // below a password inside TLS (SEC-03)
                .maxMessage(4096)
                .maxRounds(2)
                .needs(needs(policy))
                .build();
    }

    private static Trait[] traits(NtlmPolicy policy) {
        return policy.channelBinding() == Demand.REQUIRE
                ? new Trait[] {Trait.DICTIONARY_ATTACKABLE, Trait.CHANNEL_BINDING}
                : new Trait[] {Trait.DICTIONARY_ATTACKABLE};
    }

    private static Need[] needs(NtlmPolicy policy) {
        Need ntHash = new Need.Verifier(new NtlmKind());
        return policy.accepts(NtlmVersion.LM)
                ? new Need[] {ntHash, new Need.Verifier(new LmKind())}
                : new Need[] {ntHash};
    }

    @Override
    public MechanismInfo info() {
        return info;
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        return permitted
                && (policy.channelBinding() != Demand.REQUIRE
                        || facts.channelBindingTypes().contains(ChannelBindingHash.TYPE));
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] negotiate) {
        return new NtlmServer(policy, context).start(Objects.requireNonNull(negotiate, "the client speaks first"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return new NtlmClient(policy, context).start();
    }
}
