package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.countersign.smtp.Fixtures.octets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The octets at which a layer begins, on both sides (RFC 4954, section 4). */
class SecurityLayerTest {
    private final LayerCodec peer = new LayerCodec(new TestMechanisms.Mask());
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    @Requirement({"SMTP-26", "SASL-18", "TLS-07"})
    void beginsRightBehindTheLastResponseAndTheReply_SMTP26() throws LayerException {
        SmtpServerSession session = Fixtures.session(Fixtures.sasl(new TestMechanisms.Layered()));
        EventLoopServer server = new EventLoopServer(session, List.of(), output::writeBytes);
        server.received(octets("EHLO c\r\n"));
        output.reset();

        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(octets("AUTH X-LAYER dGlt\r\n"));
        input.writeBytes(protectedLine("NOOP"));
        input.writeBytes(protectedLine("EHLO again"));
        server.received(input.toByteArray());

        byte[] sent = output.toByteArray();
        String clear = "235 2.7.0 Authentication successful\r\n";
        assertThat(sent).asString().startsWith(clear);
        assertThat(unprotected(sent, clear.length()))
                .isEqualTo("250 2.0.0 OK\r\n250-smtp.example.com Hello again\r\n250 AUTH X-LAYER\r\n");
    }

    @Test
    @Requirement({"SMTP-26", "TLS-07"})
    void readsNothingUntilTheLayerIsThere_TLS07() {
        SmtpServerSession session = Fixtures.greeted(Fixtures.sasl(new TestMechanisms.Layered()));
        ByteBuffer in = Fixtures.buffer("AUTH X-LAYER dGlt\r\nNOOP in clear\r\n");
        session.auth(((Line.Complete) session.read(in).orElseThrow()).octets());

        assertThat(session.read(in)).isEmpty();
        assertThat(in.remaining()).isEqualTo("NOOP in clear\r\n".length());
    }

    @Test
    @Requirement({"SMTP-27", "SASL-23"})
    void forgetsEverythingButTheAuthentication_SMTP27() {
        SmtpServerSession session = Fixtures.greeted(Fixtures.sasl(new TestMechanisms.Layered()));
        session.auth(octets("AUTH X-LAYER dGlt"));

        assertThat(session.layer()).isPresent();
        assertThat(session.authenticated()).isPresent();
        assertThat(Fixtures.now(session.auth(octets("AUTH X-LAYER dGlt")))).isEqualTo(Replies.AUTHENTICATED_ALREADY);
        session.helo();
        assertThat(session.withKeyword(false)).isEqualTo("SMTP");
    }

    @Test
    @Requirement("SMTP-29")
    void forgetsNothingWithoutALayer_SMTP29() {
        SmtpServerSession session = Fixtures.greeted(Fixtures.sasl());
        session.auth(octets(Fixtures.AUTH_AS_TIM));

        assertThat(session.layer()).isEmpty();
        assertThat(session.read(Fixtures.buffer("NOOP\r\n"))).isPresent();
        assertThat(session.withKeyword(false)).isEqualTo("ESMTPA");
    }

    @Test
    @Requirement("SEC-11")
    void isClosedWithTheSession_SEC11() {
        SmtpServerSession session = Fixtures.greeted(Fixtures.sasl(new TestMechanisms.Layered()));
        session.auth(octets("AUTH X-LAYER dGlt"));
        LayerCodec layer = session.layer().orElseThrow();

        session.close();

        assertThatExceptionOfType(LayerException.class).isThrownBy(() -> layer.encode(new byte[1], 0, 1));
    }

    @Test
    @Requirement("SEC-11")
    void isClosedWhicheverComesFirstTheSuccessOrTheEnd_SEC11() throws Exception {
        ExecutorService directory = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 2000; i++) {
                CompletableFuture<Boolean> answer = new CompletableFuture<>();
                TestMechanisms.Mask layer = new TestMechanisms.Mask();
                SmtpServerSession session = Fixtures.greeted(
                        Fixtures.sasl(new TestMechanisms.LayeredLater(layer)).passwords((check, attempt) -> answer));
                CompletionStage<SmtpReply> reply = session.auth(octets("AUTH X-LATER dGlt"));

                Future<?> answered = directory.submit(() -> answer.complete(true));
                session.close();
                answered.get(30, TimeUnit.SECONDS);

                assertThat(Fixtures.now(reply).code()).isIn(235, 501);
                assertThat(layer.isClosed() || !session.authenticated().isPresent())
                        .isTrue();
            }
        } finally {
            directory.shutdownNow();
        }
    }

    @Test
    @Requirement({"SMTP-26", "SMTP-27"})
    void beginsForTheClientRightBehindTheReply_SMTP26() throws LayerException {
        SmtpClientSession session = new SmtpClientSession(
                Fixtures.clientSide(new TestMechanisms.Layered()), Fixtures.clear(), Runnable::run);
        session.ehloReply(SmtpReply.plain(250, "h", "AUTH X-LAYER"));
        session.auth("X-LAYER", Credentials.password("tim", new char[] {'x'}));
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(octets("235 2.7.0 OK\r\n"));
        wire.writeBytes(protectedLine("421 4.0.0 Bye"));
        ByteBuffer in = ByteBuffer.wrap(wire.toByteArray());

        SmtpReply reply = ((Received.Reply) session.read(in).orElseThrow()).reply();
        assertThat(Fixtures.now(session.reply(reply))).isEqualTo(new ClientAction.Authenticated("X-LAYER"));

        assertThat(session.read(in)).isEmpty();
        assertThat(session.extensions().keywords()).isEmpty();
        byte[] plain = session.layer().orElseThrow().decode(in.array(), in.position(), in.remaining());
        assertThat(session.read(ByteBuffer.wrap(plain)))
                .contains(new Received.Reply(SmtpReply.of(421, "4.0.0", "Bye")));
    }

    private static SmtpClientSession behindTheLayer(String before) {
        SmtpClientSession session = new SmtpClientSession(
                Fixtures.clientSide(
                        new TestMechanisms.Layered(), new ExampleMechanisms.Mutual(), Fixtures.mechanism("PLAIN")),
                Fixtures.clear(),
                Runnable::run);
        session.ehloReply(SmtpReply.plain(250, "h", "AUTH " + before));
        session.auth(before.contains("X-LAYER") ? "X-LAYER" : "PLAIN", Credentials.password("tim", new char[] {'x'}));
        session.reply(SmtpReply.of(235, "2.7.0", "OK"));
        session.layer();
        return session;
    }

    @Test
    @Requirement("SASL-25")
    void isNotTrustedWhenItShowsAStrongerMechanismThanBefore_SASL25() {
        SmtpClientSession session = new SmtpClientSession(
                Fixtures.clientSide(new TestMechanisms.Layered(), new ExampleMechanisms.Named("X-STRONG", 90)),
                Fixtures.clear(),
                Runnable::run);
        session.ehloReply(SmtpReply.plain(250, "h", "AUTH X-LAYER"));
        session.auth("X-LAYER", new TestMechanisms.Everything());
        session.reply(SmtpReply.of(235, "2.7.0", "OK"));
        session.layer();

        assertThat(session.ehloReply(SmtpReply.plain(250, "h", "SIZE", "AUTH X-LAYER X-STRONG"))
                        .keywords())
                .isEmpty();

        assertThat(session.downgraded()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> session.ehlo("c"));
    }

    @Test
    @Requirement("SEC-11")
    void isClosedWithTheClientsSessionAndWhenTlsStarts_SEC11() {
        SmtpClientSession session = behindTheLayer("X-LAYER");
        LayerCodec closed = session.layer().orElseThrow();
        session.close();
        assertThatExceptionOfType(LayerException.class).isThrownBy(() -> closed.encode(new byte[1], 0, 1));

        SmtpClientSession another = behindTheLayer("X-LAYER");
        LayerCodec replaced = another.layer().orElseThrow();
        another.tlsStarted(Fixtures.tls(), Fixtures.buffer(""));
        assertThatExceptionOfType(LayerException.class).isThrownBy(() -> replaced.encode(new byte[1], 0, 1));
        assertThat(another.layer()).isEmpty();
        assertThat(another.authenticated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-LAYER", "PLAIN", "X-MUTUAL X-LAYER PLAIN", "X-UNKNOWN X-LAYER"})
    @Requirement({"SASL-25", "SMTP-27"})
    void isTrustedWhenItShowsNothingStronger_SASL25(String mechanisms) {
        SmtpClientSession session = behindTheLayer("X-LAYER PLAIN");

        assertThat(session.ehloReply(SmtpReply.plain(250, "h", "AUTH " + mechanisms))
                        .keywords())
                .contains("AUTH");
        assertThat(session.downgraded()).isFalse();
    }

    @Test
    @Requirement("SASL-25")
    void listsAreComparedOnlyBehindALayer_SASL25() {
        SmtpClientSession session = behindTheLayer("PLAIN");

        assertThat(session.ehloReply(SmtpReply.plain(250, "h", "AUTH PLAIN X-MUTUAL"))
                        .keywords())
                .contains("AUTH");
        assertThat(session.downgraded()).isFalse();
    }

    @Test
    @Requirement("SMTP-38")
    void isConfidentialOnlyIfItSaysSo_SMTP38() {
        assertThat(behindTheLayer("X-LAYER").confidential()).isFalse();

        SmtpClientSession session = new SmtpClientSession(
                Fixtures.clientSide(new TestMechanisms.Encrypted()), Fixtures.clear(), Runnable::run);
        session.ehloReply(SmtpReply.plain(250, "h", "AUTH X-ENCRYPTED"));
        session.auth("X-ENCRYPTED", new TestMechanisms.Everything());
        assertThat(session.confidential()).isFalse();
        session.reply(SmtpReply.of(235, "2.7.0", "OK"));
        assertThat(session.confidential()).isTrue();
        session.close();
        assertThat(session.confidential()).isFalse();
    }

    @Test
    @Requirement("SMTP-38")
    void requiresThatTheServerProvesItselfWhereThatIsConfigured_SMTP38() {
        ClientPolicy mutual = new ClientPolicy(0, false, false, true, Set.of());
        ClientSide sasl = ClientSide.with(Catalogue.of(new TestMechanisms.Encrypted(), Fixtures.mechanism("PLAIN")))
                .policy(mutual)
                .build();
        SmtpClientSession session = new SmtpClientSession(sasl, Fixtures.tls(), Runnable::run);
        session.ehloReply(SmtpReply.plain(250, "h", "AUTH PLAIN X-ENCRYPTED"));

        assertThat(session.confidential()).isTrue();
        assertThat(session.choose(new TestMechanisms.Everything()))
                .extracting(MechanismInfo::name)
                .containsExactly("X-ENCRYPTED");
    }

    private byte[] protectedLine(String line) throws LayerException {
        byte[] octets = octets(line + "\r\n");
        return peer.encode(octets, 0, octets.length);
    }

    private String unprotected(byte[] octets, int start) throws LayerException {
        return new String(peer.decode(octets, start, octets.length - start), StandardCharsets.US_ASCII);
    }
}
