package org.countersign.sasl.shapes;

import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ExchangeContext;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** GSSAPI's: work that blocks, empty tokens both ways, and a security layer that needs the context for ever. */
public final class GssShape implements ServerMechanism, ClientMechanism {
    private static final byte[] EMPTY = {};
    private static final int MOST = 100;
    private static final MechanismInfo INFO = MechanismInfo.named("X-GSS")
            .traits(Trait.MUTUAL, Trait.SECURITY_LAYER)
            .needs(new Need.Workers())
            .clientNeed(ClientNeed.NOTHING)
            .build();

    private final List<ToyContext> contexts = new CopyOnWriteArrayList<>();

    /** All contexts that there ever were, for tests to look at. */
    public List<ToyContext> contexts() {
        return contexts;
    }

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext exchange, byte[] token) {
        ToyContext context = open(exchange);
        return ServerStep.ask(
                new Offload<>(context.whileOpen(() -> String.valueOf(context.accept(token)))),
                user -> user.equals("null")
                        ? rejected("token")
                        : ServerStep.challenge(EMPTY, none -> offer(context, user, none)));
    }

    /** The context is there; which layers there are is the server's to say, and the client's to choose. */
    private static ServerStep offer(ToyContext context, String user, byte[] none) {
        if (none.length > 0) {
            return malformed("token after the last");
        }
        return ServerStep.ask(
                new Offload<>(context.whileOpen(() -> context.sign("layers:1"))),
                offer -> ServerStep.challenge(
                        offer,
                        choice -> ServerStep.ask(
                                new Offload<>(context.whileOpen(() -> String.valueOf(context.verify(choice)))),
                                chosen -> chosen.equals("layer:1")
                                        ? success(user).layer(new ToyLayer(context, MOST))
                                        : rejected("choice"))));
    }

    @Override
    public ClientStep start(ClientContext exchange) {
        ToyContext context = open(exchange);
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(
                        new Offload<>(context.whileOpen(() -> context.initiate(who.authenticationId()))),
                        token -> ClientStep.respond(token, none -> finish(context, none))));
    }

    private static ClientStep finish(ToyContext context, byte[] none) {
        if (none.length > 0) {
            return ClientStep.malformed("token after the last");
        }
        return ClientStep.respond(
                EMPTY,
                offer -> "layers:1".equals(context.verify(offer))
                        ? new ClientStep.Final(
                                context.sign("layer:1"),
                                new ToyLayer(context, MOST),
                                more -> ClientStep.malformed("challenge after the choice"))
                        : ClientStep.rejected("offer"));
    }

    private ToyContext open(ExchangeContext exchange) {
        ToyContext context = exchange.own(new ToyContext());
        contexts.add(context);
        return context;
    }
}
