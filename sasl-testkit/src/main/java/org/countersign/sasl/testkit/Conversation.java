package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.jspecify.annotations.Nullable;

/** A dialogue on its way: each call of {@link #advance} lets one side speak. */
@NotThreadSafe
final class Conversation {
    /** What an exchange may take to reply, in seconds: far more than it needs, even on a busy machine. */
    private static final int PATIENCE = 20;

    private final Dialogue.Builder how;
    private final Recorder recorder = new Recorder();
    private final String mechanism;
    private final ServerExchange server;
    private final ClientExchange client;
    private final List<Message> messages = new ArrayList<>();

    private @Nullable ClientReply clientSaid;
    private @Nullable ServerReply serverSaid;
    private Side turn = Side.CLIENT;
    private boolean over;

    Conversation(Dialogue.Builder how) {
        this.how = how;
        this.mechanism = how.profile.mechanism.info().name();
        this.server = how.profile.driver.apply(Sides.server(how, recorder));
        this.client = Sides.client(how, recorder);
    }

    ServerExchange server() {
        return server;
    }

    ClientExchange client() {
        return client;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Lets the side whose turn it is say something; false when both have said everything. */
    boolean advance() {
        if (over) {
            return false;
        }
        if (turn == Side.CLIENT) {
            clientSpeaks();
        } else {
            serverSpeaks();
        }
        turn = turn == Side.CLIENT ? Side.SERVER : Side.CLIENT;
        return !over;
    }

    /** Lets both sides say everything; returns how many times one of them spoke. */
    int finish() {
        int spoken = 1;
        while (advance()) {
            spoken++;
        }
        return spoken;
    }

    private void clientSpeaks() {
        ServerReply heard = serverSaid;
        if (heard == null) {
            clientSaid = await(client.start());
        } else if (heard instanceof ServerReply.Challenge challenge) {
            byte[] arrived = orEmpty(deliver(Side.SERVER, challenge.data()));
            clientSaid = await(client.challenge(arrived));
        } else {
            clientSaid = await(outcome(heard));
            over = true;
        }
    }

    private CompletionStage<ClientReply> outcome(ServerReply told) {
        boolean success = told instanceof ServerReply.Success;
        byte[] data = told instanceof ServerReply.Success with ? with.additionalData() : null;
        return client.outcome(success, data == null ? null : deliver(Side.SERVER, data));
    }

    private void serverSpeaks() {
        if (clientSaid instanceof ClientReply.Send send) {
            serverSaid = await(serverSaid == null ? begin(send.data()) : respond(send.data()));
        } else {
            clientGaveUp();
        }
    }

    private CompletionStage<ServerReply> begin(byte @Nullable [] initialResponse) {
        if (initialResponse == null) {
            return server.start(null);
        }
        boolean clientFirst = how.profile.mechanism.info().firstMover() == FirstMover.CLIENT;
        if (how.carriesInitialResponse || !clientFirst) {
            return server.start(deliver(Side.CLIENT, initialResponse));
        }
        // the driver's empty challenge is for the binding: the client's mechanism never sees it (SASL-06)
        ServerReply prompt = await(server.start(null));
        return prompt instanceof ServerReply.Challenge
                ? respond(initialResponse)
                : CompletableFuture.completedFuture(prompt);
    }

    private CompletionStage<ServerReply> respond(byte @Nullable [] data) {
        return server.respond(orEmpty(deliver(Side.CLIENT, orEmpty(data))));
    }

    /** The client cancels, and the server's exchange tells whoever asks next how it ended (SASL-10). */
    private void clientGaveUp() {
        over = true;
        if (serverSaid != null) {
            server.abort();
            serverSaid = await(server.respond(new byte[0]));
        }
    }

    private byte @Nullable [] deliver(Side from, byte[] octets) {
        long before =
                messages.stream().filter(message -> message.from() == from).count();
        Message message = new Message(from, (int) before, octets);
        messages.add(message);
        byte[] arrives = how.tampering.arrives(message);
        return arrives == null ? null : recorder.handIn(arrives);
    }

    private static byte[] orEmpty(byte @Nullable [] octets) {
        return octets == null ? new byte[0] : octets;
    }

    private <R> R await(CompletionStage<R> reply) {
        CompletableFuture<R> future = reply.toCompletableFuture();
        Answering answers = turn == Side.CLIENT ? how.clientAnswers : how.serverAnswers;
        try {
            for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
                CompletableFuture.runAsync(answer).get(PATIENCE, TimeUnit.SECONDS);
            }
            if (!future.isDone()) {
                endImpatiently();
            }
            R said = future.get(PATIENCE, TimeUnit.SECONDS);
            recorder.steps.add(said);
            return said;
        } catch (TimeoutException e) {
            throw new AssertionError("the " + turn + " of " + mechanism + " does not reply\n" + messages, e);
        } catch (ExecutionException e) {
            throw new AssertionError("the " + turn + " of " + mechanism + " has no reply\n" + messages, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: the " + turn + " of " + mechanism + " takes too long", e);
        }
    }

    /** Nobody answers any more: the exchange has to end when it is told to. */
    private void endImpatiently() {
        if (how.impatience == FailureKind.TIMED_OUT) {
            expire();
        } else if (how.impatience == FailureKind.ABORTED) {
            close();
        }
    }

    private void expire() {
        if (turn == Side.CLIENT) {
            client.expire();
        } else {
            server.expire();
        }
    }

    private void close() {
        if (turn == Side.CLIENT) {
            client.close();
        } else {
            server.close();
        }
    }

    /** What has been said; the exchanges and their layers are closed. */
    Dialogue end() {
        Dialogue.Layer layer = Layers.probe(serverSaid, clientSaid);
        server.close();
        client.close();
        ClientReply last = Objects.requireNonNull(clientSaid, "nothing has been said");
        return new Dialogue(mechanism, messages, serverSaid, last, layer, recorder);
    }
}
