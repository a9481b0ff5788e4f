package org.countersign.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.digestmd5.DigestMd5Mechanism;
import org.countersign.sasl.digestmd5.DigestMd5Options;
import org.countersign.sasl.digestmd5.LayerCipher;
import org.countersign.sasl.digestmd5.Qop;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample programs of Cyrus SASL, which send one message each way through the layer. */
@Timeout(60)
class DigestMd5CyrusTest {
    private static final String SAMPLE_CONF = """
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            sasldb_path: %s
            mech_list: DIGEST-MD5
            """;
    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", "mail.example.org")
            .realms("example.org")
            .layersPossible(true)
            .build();

    @TempDir
    private Path directory;

    @BeforeEach
    void knowTheUser() throws Exception {
        Path passwords = directory.resolve("sasldb");
        Files.writeString(directory.resolve("sample.conf"), SAMPLE_CONF.formatted(passwords));
        Program.Ended ended = Program.required("saslpasswd2")
                .runWith(
                        User.TIM.password(),
                        "-p",
                        "-c",
                        "-f",
                        passwords.toString(),
                        "-u",
                        "example.org",
                        User.TIM.id());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    /** With the bits by which Cyrus knows them; on OpenSSL 3 it has no 3DES ("failed to init cipher"). */
    static Stream<Arguments> protections() {
        return Stream.of(
                Arguments.of(Qop.AUTH_INT, null, 1),
                Arguments.of(Qop.AUTH_CONF, LayerCipher.RC4_40, 40),
                Arguments.of(Qop.AUTH_CONF, LayerCipher.DES, 55),
                Arguments.of(Qop.AUTH_CONF, LayerCipher.RC4_56, 56),
                Arguments.of(Qop.AUTH_CONF, LayerCipher.RC4, 128));
    }

    @ParameterizedTest
    @MethodSource("protections")
    @Requirement({"DIG-33", "DIG-34", "DIG-40"})
    void ourClientTalksToTheirServer_DIG34(Qop qop, LayerCipher cipher, int bits) throws Exception {
        Process process = start("sasl-sample-server", bits, "-d", "mail.example.org", "-u", "example.org");
        try (BufferedReader said = process.inputReader(US_ASCII);
                OutputStream told = process.getOutputStream()) {
            ClientExchange client = ClientSide.with(Catalogue.of(mechanism(qop, cipher)))
                    .build()
                    .open(
                            "DIGEST-MD5",
                            List.of("DIGEST-MD5"),
                            FACTS,
                            Credentials.password(
                                    User.TIM.id(), User.TIM.password().toCharArray()),
                            Runnable::run)
                    .orElseThrow();
            now(client.start());
            assertThat(next(said, "S: ")).asString(US_ASCII).contains("DIGEST-MD5");
            tell(told, "C: ", "DIGEST-MD5".getBytes(US_ASCII));
            tell(told, "C: ", sent(now(client.challenge(next(said, "S: ")))));
            tell(told, "C: ", sent(now(client.challenge(next(said, "S: ")))));
            LayerCodec layer = new LayerCodec(((ClientReply.Success) now(client.outcome(true, null))).layer());

            assertThat(decode(layer, next(said, "S: "))).startsWith("srv message 1");
            tell(told, "C: ", encode(layer, "client message 1"));
            assertThat(said.lines().toList()).contains("recieved decoded message 'client message 1'");
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("protections")
    @Requirement({"DIG-33", "DIG-34", "DIG-40"})
    void theirClientTalksToOurServer_DIG34(Qop qop, LayerCipher cipher, int bits) throws Exception {
        Process process = start(
                "sasl-sample-client", bits, "-n", "mail.example.org", "-r", "example.org", "-a", "tim", "-u", "tim");
        try (BufferedReader said = process.inputReader(US_ASCII);
                OutputStream told = process.getOutputStream()) {
            ServerExchange server = ServerSide.with(Catalogue.of(mechanism(qop, cipher)))
                    .directory(Directory.of(List.of(Account.of("tim", "{PLAIN}" + User.TIM.password()))))
                    .build()
                    .open("DIGEST-MD5", FACTS, Runnable::run)
                    .orElseThrow();
            tell(told, "S: ", "DIGEST-MD5".getBytes(US_ASCII));
            assertThat(next(said, "C: ")).asString(US_ASCII).startsWith("DIGEST-MD5");
            ServerReply reply = now(server.start(null));
            boolean first = true;
            while (reply instanceof ServerReply.Challenge challenge) {
                tell(told, "S: ", challenge.data());
                if (first) { // it asks on its terminal, and here that is the same stream
                    told.write((User.TIM.password() + "\n").getBytes(US_ASCII));
                    told.flush();
                    first = false;
                }
                reply = now(server.respond(next(said, "C: ")));
            }
            LayerCodec layer = new LayerCodec(((ServerReply.Success) reply).layer());

            tell(told, "S: ", encode(layer, "srv message 1"));
            assertThat(decode(layer, next(said, "C: "))).startsWith("client message 1");
        } finally {
            process.destroyForcibly();
        }
    }

    private static DigestMd5Mechanism mechanism(Qop qop, LayerCipher cipher) {
        DigestMd5Options options = DigestMd5Options.safe().offering(qop).accepting(qop);
        return new DigestMd5Mechanism(cipher == null ? options : options.sealing(cipher));
    }

    private Process start(String program, int bits, String... more) throws IOException {
        Program.required(program);
        // they do not flush what they write to a pipe
        String[] arguments = Stream.concat(
                        Stream.of(
                                "-oL", program, "-b", "min=" + bits + ",max=" + bits, "-m", "DIGEST-MD5", "-s", "smtp"),
                        Arrays.stream(more))
                .toArray(String[]::new);
        ProcessBuilder builder = Program.required("stdbuf").process(arguments).redirectErrorStream(true);
        builder.environment().put("SASL_CONF_PATH", directory.toString());
        return builder.start();
    }

    /** What the program says next, behind all that it tells its user. */
    private static byte[] next(BufferedReader said, String side) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            int at = line.indexOf(side);
            if (at >= 0) {
                return Base64.getDecoder()
                        .decode(line.substring(at + side.length()).trim());
            }
        }
        throw new IOException("ended: " + all);
    }

    private static void tell(OutputStream told, String side, byte[] message) throws IOException {
        told.write((side + Base64.getEncoder().encodeToString(message) + "\n").getBytes(US_ASCII));
        told.flush();
    }

    private static byte[] encode(LayerCodec layer, String text) throws Exception {
        byte[] octets = text.getBytes(US_ASCII);
        return layer.encode(octets, 0, octets.length);
    }

    private static String decode(LayerCodec layer, byte[] octets) throws Exception {
        return new String(layer.decode(octets, 0, octets.length), US_ASCII);
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
