package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.jspecify.annotations.Nullable;

/** The user, the server and the connection of all exchanges, and our two sides as an application would set them up. */
@Immutable
public final class Setting {
    public static final String USER = "tim";
    public static final String PASSWORD = "tanstaaftanstaaf";
    public static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg";
    public static final String HOST = "mail.example.org";

    /** Under TLS, so that every mechanism is offered. */
    public static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", HOST)
            .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
            .peerAddress("192.0.2.1")
            .build();

    private Setting() {}

    /**
     * A server that knows {@link #USER} by this entry alone, parsed already.
     *
     * @param seams whose nonces a recorded response answers: see {@link #repeating}
     */
    public static ServerSide server(MechanismProvider mechanism, String entry, Seams seams) {
        return builder(mechanism, entry).seams(seams).build();
    }

    /** The same, for a benchmark that needs more than that. */
    public static ServerSide.Builder builder(MechanismProvider mechanism, String entry) {
        Catalogue catalogue = Catalogue.of(mechanism);
        Account account = Account.of(USER, entry).prepare(catalogue.verifierKinds(), List.of(HOST), Setting::octets);
        return ServerSide.with(catalogue)
                .directory(Directory.of(List.of(account)))
                .workers(Runnable::run)
                .audit(Setting::audit);
    }

    /** A client of this mechanism. */
    public static ClientSide client(MechanismProvider mechanism, Seams seams) {
        return ClientSide.with(Catalogue.of(mechanism)).seams(seams).build();
    }

    /** The credentials of {@link #USER}. */
    public static Credentials credentials() {
        return Credentials.password(new Identities(USER, null), PASSWORD.toCharArray());
    }

    /** The same user with {@link #TOKEN}. */
    public static Credentials tokens() {
        return Credentials.token(USER, () -> CompletableFuture.completedFuture(Secret.owning(octets(TOKEN))));
    }

    /** An exchange of the server. */
    public static ServerExchange open(ServerSide server, String mechanism) {
        return server.open(mechanism, FACTS, Runnable::run).orElseThrow();
    }

    /** An exchange of the client. */
    public static ClientExchange open(ClientSide client, String mechanism, Credentials credentials) {
        return client.open(mechanism, List.of(mechanism), FACTS, credentials, Runnable::run)
                .orElseThrow();
    }

    /** What a stage holds, which has to be complete. */
    public static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** What a client sends, which has to be something. */
    public static byte[] sent(CompletionStage<ClientReply> stage) {
        return Objects.requireNonNull(((ClientReply.Send) now(stage)).data());
    }

    /** The data of a challenge. */
    public static byte[] challenge(CompletionStage<ServerReply> stage) {
        return ((ServerReply.Challenge) now(stage)).data();
    }

    /**
     * The reply, which has to be the success.
     *
     * @throws ClassCastException if it is not
     */
    public static ServerReply.Success success(CompletionStage<ServerReply> stage) {
        return (ServerReply.Success) now(stage);
    }

    /** ASCII. */
    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Draws its octets like a real server, but always hands out the same, so that a recorded response fits. */
    public static Seams repeating(byte[] nonce) {
        return new Repeating(Seams.system(), nonce.clone(), null);
    }

    /** The same at a moment that never passes, for a mechanism that tells the time. */
    public static Seams repeating(byte[] nonce, Instant moment) {
        return new Repeating(Seams.system(), nonce.clone(), moment);
    }

    private static byte[] octets(String label, int count) {
        return new byte[count];
    }

    private record Repeating(
            Seams real, byte[] nonce, @Nullable Instant moment) implements Seams {
        @Override
        public void fillNonce(byte[] into) {
            real.fillNonce(into);
            System.arraycopy(nonce, 0, into, 0, into.length);
        }

        @Override
        public Instant now() {
            return moment == null ? real.now() : moment;
        }
    }

    /** An audit that keeps nothing: a field of it would be what threads share. */
    private static void audit(AuditEvent event) {
        if (event.nanos() < 0) {
            throw new IllegalStateException("took less than nothing");
        }
    }
}
