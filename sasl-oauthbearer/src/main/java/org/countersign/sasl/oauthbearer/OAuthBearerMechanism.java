package org.countersign.sasl.oauthbearer;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
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
import org.countersign.sasl.bearer.BearerFields;
import org.countersign.sasl.bearer.ErrorMessage;
import org.jspecify.annotations.Nullable;

/**
 * The OAUTHBEARER mechanism (RFC 7628): one message with a bearer token, and the server that it is meant for. Who the user
 * is, the token says (OAUTH-05). It protects nothing by itself, so the default policies use it over TLS only (OAUTH-09).
 */
@Immutable
public final class OAuthBearerMechanism implements ServerMechanism, ClientMechanism {
    private static final int LONGEST_TOKEN = 8192;
    private static final byte[] DUMMY = {BearerFields.SEPARATOR};
    private static final MechanismInfo INFO = MechanismInfo.named("OAUTHBEARER")
            .traits(Trait.BEARER_TOKEN)
            .rank(55)
            .maxMessage(LONGEST_TOKEN + 1024) // and an identity as long as anybody's, and a host (OAUTH-11)
            .maxRounds(2)
            .needs(new Need.Tokens())
            .clientNeed(ClientNeed.TOKEN)
            .build();

    /** The mechanism; one is as good as another. */
    public OAuthBearerMechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        byte[] octets = Objects.requireNonNull(initialResponse, "initialResponse");
        Gs2Header header = Gs2Header.parse(octets);
        if (header == null) {
            return ServerStep.malformed("not a GS2 header");
        }
        if (header.bindsChannel()) {
            return ServerStep.rejected("channel binding"); // OAUTH-02
        }
        BearerFields fields = fields(octets, header.end());
        Destination meant = fields == null ? null : Destination.of(fields);
        Secret token = fields == null || meant == null ? null : fields.token();
        if (meant == null || token == null) {
            return ServerStep.malformed("not auth=Bearer among fields"); // OAUTH-01
        }
        if (!meant.is(context.facts())) {
            token.close();
            return ServerStep.rejected("for another host or port"); // OAUTH-04
        }
        return verify(header.authorizationId(), token);
    }

    private static @Nullable BearerFields fields(byte[] octets, int start) {
        boolean separated = start < octets.length && octets[start] == BearerFields.SEPARATOR;
        return separated ? BearerFields.ascii(octets, start + 1, Destination.KEYS) : null;
    }

    private static ServerStep verify(String authorizationId, Secret token) {
        boolean something = token.octets().length > 0;
        return ServerStep.ask(
                new CheckToken(authorizationId, token),
                verdict -> verdict instanceof Valid valid && something
                        ? ServerStep.success(valid.subject(), authorizationId)
                        : refuse(verdict));
    }

    /** The error is a challenge, and whatever comes back, the exchange has failed (OAUTH-06, OAUTH-07). */
    private static ServerStep refuse(TokenVerdict verdict) {
        TokenError why =
                verdict instanceof TokenVerdict.Invalid invalid ? invalid.why() : TokenError.of("invalid_token");
        byte[] error = ErrorMessage.status(why.status())
                .with("scope", why.scope())
                .with("openid-configuration", why.openidConfiguration())
                .encode();
        return ServerStep.challenge(error, dummy -> ServerStep.rejected("token"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(), who -> ClientStep.ask(new Token(), token -> authenticate(context, who, token)));
    }

    private static ClientStep authenticate(ClientContext context, Identities who, Secret token) {
        String header = Gs2Header.of(Objects.requireNonNullElse(who.authorizationId(), who.authenticationId()));
        ConnectionFacts facts = context.facts();
        byte[] octets = header == null
                ? null
                : BearerFields.message(header + Destination.of(facts).fields(), token);
        if (octets == null) {
            return ClientStep.rejected("OAUTHBEARER needs a user name without NUL, and a token as RFC 6750 has them");
        }
        byte[] wiped = context.own(Secret.owning(octets)).octets(); // when the exchange ends
        return new ClientStep.Final(wiped, null, OAuthBearerMechanism::concede);
    }

    private static ClientStep concede(byte[] error) {
        return new ClientStep.Concede(DUMMY.clone(), error);
    }
}
