package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerSide;

/** What the tests of this package have in common. */
final class Fixtures {
    static final String HOST = "smtp.example.com";
    static final String TIMS_PLAIN = "AHRpbQB0YW5zdGFhZnRhbnN0YWFm";
    static final String AUTH_AS_TIM = "AUTH PLAIN " + TIMS_PLAIN;
    static final Directory USERS = Directory.of(ExampleMechanisms.users());

    /** What the build has put beside this module, found as in an application. */
    private static final Catalogue FOUND = Catalogue.load(Fixtures.class.getClassLoader());

    private Fixtures() {}

    static Mechanism mechanism(String name) {
        return FOUND.find(name).orElseThrow();
    }

    static ConnectionFacts clear() {
        return ConnectionFacts.of("smtp", HOST).layersPossible(true).build();
    }

    static ConnectionFacts tls() {
        return ConnectionFacts.of("smtp", HOST)
                .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
                .layersPossible(true)
                .build();
    }

    /** PLAIN and LOGIN, also in clear. */
    static ServerSide.Builder sasl() {
        return sasl(mechanism("PLAIN"), mechanism("LOGIN"));
    }

    static ServerSide.Builder sasl(MechanismProvider... mechanisms) {
        return ServerSide.with(Catalogue.of(mechanisms))
                .directory(USERS)
                .policy(SaslPolicy.safe().alsoAllow("PLAIN", "LOGIN"));
    }

    static SmtpServerSession session(ServerSide.Builder sasl) {
        return SmtpServerSide.with(sasl.build()).build().session(clear(), Runnable::run);
    }

    /** A session in which AUTH is the next thing to come. */
    static SmtpServerSession greeted(ServerSide.Builder sasl) {
        SmtpServerSession session = session(sasl);
        session.ehlo();
        return session;
    }

    static ClientSide clientSide(MechanismProvider... mechanisms) {
        return ClientSide.with(Catalogue.of(mechanisms))
                .policy(ClientPolicy.safe().allowCleartext())
                .build();
    }

    /** The value of a stage that has one by now. */
    static <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("still pending");
        }
        return future.join();
    }

    static byte[] octets(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(octets(text));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
