package org.countersign.sasl.xoauth2;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Question.TokenVerdict.Valid;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.bearer.ErrorMessage;
import org.jspecify.annotations.Nullable;

/**
 * The XOAUTH2 mechanism of Google and Microsoft: one message with a user name and a bearer token. Who the user is, the token
 * says; the name is whom to act as, such as a shared mailbox. It protects nothing by itself, so the default policies use it
 * over TLS only (XOA-07).
 */
@Immutable
public final class Xoauth2Mechanism implements ServerMechanism, ClientMechanism {
    private static final int LONGEST_TOKEN = 8192;
    private static final MechanismInfo INFO = MechanismInfo.named("XOAUTH2")
            .traits(Trait.BEARER_TOKEN)
            .rank(54)
            .maxMessage(LONGEST_TOKEN + 1024) // and a user name as long as anybody's
            .maxRounds(2)
            .needs(new Need.Tokens())
            .clientNeed(ClientNeed.TOKEN)
            .build();

    /** The mechanism; one is as good as another. */
    public Xoauth2Mechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        Xoauth2Message message = Xoauth2Message.parse(Objects.requireNonNull(initialResponse, "initialResponse"));
        if (message == null) {
            return ServerStep.malformed("not user= and auth=Bearer"); // XOA-04
        }
        boolean token = message.token().octets().length > 0;
        return ServerStep.ask(
                new CheckToken(message.user(), message.token()),
                verdict -> verdict instanceof Valid valid && token
                        ? ServerStep.success(valid.subject(), message.user()) // XOA-05
                        : refuse(verdict));
    }

    /** The error is a challenge, and whatever comes back, the exchange has failed (XOA-02). */
    private static ServerStep refuse(TokenVerdict verdict) {
        TokenError why =
                verdict instanceof TokenVerdict.Invalid invalid ? invalid.why() : TokenError.of("invalid_token");
        byte[] error = ErrorMessage.status(httpStatus(why.status()))
                .with("schemes", "bearer")
                .with("scope", why.scope())
                .encode();
        return ServerStep.challenge(error, dummy -> ServerStep.rejected("token"));
    }

    /** Google's status is that of HTTP (RFC 6750, section 3.1). */
    private static String httpStatus(String code) {
        return switch (code) {
            case "invalid_request" -> "400";
            case "invalid_token" -> "401";
            case "insufficient_scope" -> "403";
            default -> code;
        };
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(), who -> ClientStep.ask(new Token(), token -> authenticate(context, who, token)));
    }

    private static ClientStep authenticate(ClientContext context, Identities who, Secret token) {
        String mailbox = Objects.requireNonNullElse(who.authorizationId(), "");
        byte[] octets = new Xoauth2Message(mailbox.isEmpty() ? who.authenticationId() : mailbox, token).encode();
        if (octets == null) {
            return ClientStep.rejected("XOAUTH2 needs a user name, and a token as RFC 6750 has them");
        }
        byte[] wiped = context.own(Secret.owning(octets)).octets(); // when the exchange ends
        return new ClientStep.Final(wiped, null, Xoauth2Mechanism::concede);
    }

    /** The answer to an error is an empty line (XOA-02). */
    private static ClientStep concede(byte[] error) {
        return new ClientStep.Concede(new byte[0], error);
    }
}
