package org.countersign.sasl.plain;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * The PLAIN mechanism (RFC 4616): one message with the user name and the password. It protects nothing by itself, so the
 * default policies use it over TLS only (PLAIN-08).
 */
@Immutable
public final class PlainMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("PLAIN")
            .traits(Trait.PLAINTEXT_PASSWORD)
            .rank(20)
            .maxMessage(4096) // three fields of 255 octets are a must, tokens as passwords a courtesy (PLAIN-02)
            .maxRounds(1)
            .needs(new Need.Passwords())
            .build();

    /** The mechanism; one is as good as another. */
    public PlainMechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        PlainMessage message = PlainMessage.parse(Objects.requireNonNull(initialResponse, "initialResponse"));
        if (message == null) {
            return ServerStep.malformed("not [authzid] NUL authcid NUL passwd"); // PLAIN-03
        }
        try (Secret typed = message.password()) {
            return verify(message, typed.octets());
        }
    }

    private static ServerStep verify(PlainMessage message, byte[] typed) {
        String user = SaslPrep.query(message.authenticationId()); // PLAIN-05
        if (user == null) {
            return ServerStep.rejected("user name can not be prepared"); // PLAIN-06
        }
        byte[] password = SaslPrep.query(typed, 0, typed.length);
        if (password == null) {
            return ServerStep.rejected("password can not be prepared");
        }
        return ServerStep.ask(
                new CheckPassword(user, Secret.owning(password)),
                matches -> matches
                        ? ServerStep.success(user, message.authorizationId()) // as it came (PLAIN-07)
                        : ServerStep.rejected("wrong password"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(new Password(""), password -> authenticate(context, who, password)));
    }

    private static ClientStep authenticate(ClientContext context, Identities who, Secret password) {
        String authorizationId = Objects.requireNonNullElse(who.authorizationId(), "");
        byte[] octets = new PlainMessage(authorizationId, who.authenticationId(), password).encode();
        return octets == null
                ? ClientStep.rejected("PLAIN carries no empty user name or password, and no NUL")
                : ClientStep.last(context.own(Secret.owning(octets)).octets()); // wiped when the exchange ends
    }
}
