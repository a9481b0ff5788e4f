package org.countersign.sasl.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;

/** A client's exchange against a server's, with a protocol between them that copies octets as a network does. */
public final class Conversation {
    private final ServerExchange server;
    private final ClientExchange client;
    private final List<byte[]> received = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private CompletionStage<ServerReply> serverReply;
    private ClientReply clientReply;
    private boolean initialResponses = true;
    private boolean ended;

    public Conversation(ServerExchange server, ClientExchange client) {
        this.server = server;
        this.client = client;
    }

    /** The same conversation in a protocol without initial responses. */
    public Conversation withoutInitialResponse() {
        initialResponses = false;
        return this;
    }

    /** Until both sides know the outcome. */
    public Conversation run() {
        return go(true);
    }

    /** Until both sides know the outcome, or the server has to wait for somebody. */
    public Conversation runUntilTheServerWaits() {
        return go(false);
    }

    private Conversation go(boolean wait) {
        if (clientReply == null) {
            clientReply = Await.soon(client.start());
            passOn(clientReply);
        }
        while (!ended && (wait || serverReply.toCompletableFuture().isDone())) {
            clientReply = Await.soon(deliver(Await.soon(serverReply)));
            passOn(clientReply);
        }
        return this;
    }

    private void passOn(ClientReply reply) {
        if (!(reply instanceof ClientReply.Send send)) {
            ended = true;
            return;
        }
        byte[] response = copy(send.data());
        transcript.add("C: " + (response == null ? "absent" : response.length));
        if (serverReply != null) {
            serverReply = server.respond(response);
        } else if (initialResponses || response == null) {
            serverReply = server.start(response);
        } else {
            ServerReply.Challenge prompt = (ServerReply.Challenge) Await.soon(server.start(null));
            assertThat(prompt.data()).isEmpty();
            serverReply = server.respond(response);
        }
    }

    private CompletionStage<ClientReply> deliver(ServerReply reply) {
        if (reply instanceof ServerReply.Challenge challenge) {
            transcript.add("S: " + challenge.data().length);
            return client.challenge(copy(challenge.data()));
        }
        transcript.add(reply instanceof ServerReply.Success ? "S: success" : "S: " + reply);
        return reply instanceof ServerReply.Success success
                ? client.outcome(true, copy(success.additionalData()))
                : client.outcome(false, null);
    }

    private byte[] copy(byte[] octets) {
        byte[] copy = octets == null ? null : octets.clone();
        if (copy != null) {
            received.add(copy);
        }
        return copy;
    }

    /** The server's last reply, which may still be due. */
    public CompletionStage<ServerReply> serverReply() {
        return serverReply;
    }

    public ServerReply serverEnd() {
        return Await.soon(serverReply);
    }

    public ClientReply clientEnd() {
        return clientReply;
    }

    public ServerReply.Success success() {
        return (ServerReply.Success) serverEnd();
    }

    /** Every array that one of the sides has been handed. */
    public List<byte[]> received() {
        return received;
    }

    /** Who said how much, and how it ended. */
    public List<String> transcript() {
        return transcript;
    }
}
