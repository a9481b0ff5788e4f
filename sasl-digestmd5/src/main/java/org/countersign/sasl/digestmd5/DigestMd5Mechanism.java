package org.countersign.sasl.digestmd5;

import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/**
 * The DIGEST-MD5 mechanism (RFC 2831): client and server prove to each other that they know the password, each by a hash of
 * it, of both sides' nonces and of the server's name. The password is not sent, but whoever reads an exchange can try
 * passwords on it. Historic since RFC 6331, which tells why; for clients that have nothing better.
 *
 * <p>{@link DigestMd5Server} and {@link DigestMd5Client} are its two sides.
 */
@Immutable
public final class DigestMd5Mechanism implements ServerMechanism, ClientMechanism {
    static final DigestMd5Kind KIND = new DigestMd5Kind();
    private static final MechanismInfo INFO = MechanismInfo.named("DIGEST-MD5")
            .firstMover(FirstMover.EITHER) // the client only to authenticate once more (RFC 2831, section 2.2)
            .traits(Trait.DICTIONARY_ATTACKABLE, Trait.MUTUAL, Trait.SECURITY_LAYER)
            .status(Status.HISTORIC)
            .rank(33)
            .maxMessage(4095) // RFC 2831, section 2.1.2
            .maxRounds(2)
            .needs(new Need.Verifier(KIND))
            .build();

    /** MD5 here needs no provider, but a runtime that has none (FIPS 140) does not want MD5 to be used. */
    private final boolean permitted = Md5.isPermitted();

    private final DigestMd5Server server;
    private final DigestMd5Client client;

    /** The mechanism with options that are {@link DigestMd5Options#safe safe}; one is as good as another. */
    public DigestMd5Mechanism() {
        this(DigestMd5Options.safe());
    }

    /** The mechanism with these options. */
    public DigestMd5Mechanism(DigestMd5Options options) {
        // only where it matters: to try ciphers takes longer than all else that an application's start needs of SASL
        boolean conceals = permitted && options.offered().contains(Qop.AUTH_CONF);
        server = new DigestMd5Server(conceals ? options.withoutForbiddenCiphers() : options);
        client = new DigestMd5Client(options);
    }

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        return permitted && !offered(facts).isEmpty();
    }

    /** The qualities of protection that the server offers on this connection. */
    Set<Qop> offered(ConnectionFacts facts) {
        return server.offered(facts);
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        return server.start(context, initialResponse);
    }

    @Override
    public ClientStep start(ClientContext context) {
        return client.start(context);
    }
}
