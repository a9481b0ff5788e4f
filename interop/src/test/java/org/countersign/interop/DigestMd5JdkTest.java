package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.SecurityLayer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DIGEST-MD5 of Java's own provider SunSASL, with every quality of protection and every cipher. */
class DigestMd5JdkTest {
    private static final long SEED = 2831;
    private static final int PAIRS = 20;
    private static final int BUFFERS = 10;
    private static final String REALM = "example.org";
    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", "mail.example.org")
            .realms(REALM)
            .layersPossible(true)
            .build();

    /** Characters that SASLprep leaves as they are: Java does not know SASLprep. */
    private static final String CHARACTERS = "abcXYZ019!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äöüßéñ€αβγжщ日本語한국";

    private final SplittableRandom random = new SplittableRandom(SEED);

    static Stream<Arguments> protections() {
        return Stream.concat(
                Stream.of(Arguments.of(Qop.AUTH, null), Arguments.of(Qop.AUTH_INT, null)),
                Arrays.stream(LayerCipher.values()).map(cipher -> Arguments.of(Qop.AUTH_CONF, cipher)));
    }

    @ParameterizedTest
    @MethodSource("protections")
    @Requirement({"JAVA-05", "DIG-34", "DIG-39"})
    void theirClientTalksToOurServer_JAVA05(Qop qop, LayerCipher cipher) throws Exception {
        for (int i = 0; i < PAIRS; i++) {
            String user = text();
            String password = text();
            int theirBuffer = random.nextInt(100, 5000);
            int ourBuffer = random.nextInt(4096, 10_000);
            SaslClient client = theirClient(qop, cipher, theirBuffer, user, password);
            ServerExchange server = ourServer(options(qop, cipher).receiving(ourBuffer), user, password);
            ServerReply reply = now(server.start(null));
            while (reply instanceof ServerReply.Challenge challenge) {
                reply = now(server.respond(answer(client, challenge.data())));
            }

            assertThat(client.isComplete()).isTrue();
            assertThat(client.getNegotiatedProperty(Sasl.QOP)).isEqualTo(qop.toString());
            SecurityLayer layer = ((ServerReply.Success) reply).layer();
            if (qop != Qop.AUTH) {
                int theirMost = Integer.parseInt((String) client.getNegotiatedProperty(Sasl.RAW_SEND_SIZE));
                talk(layer, client::wrap, client::unwrap, theirBuffer, Math.min(theirMost, ourBuffer));
            } else {
                assertThat(layer).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("protections")
    @Requirement({"JAVA-05", "DIG-34", "DIG-39"})
    void ourClientTalksToTheirServer_JAVA05(Qop qop, LayerCipher cipher) throws Exception {
        for (int i = 0; i < PAIRS; i++) {
            String user = text();
            String password = text();
            int theirBuffer = random.nextInt(100, 5000);
            int ourBuffer = random.nextInt(4096, 10_000);
            SaslServer server = theirServer(qop, theirBuffer, user, password);
            ClientExchange client = ourClient(options(qop, cipher).receiving(ourBuffer), user, password);
            now(client.start());
            byte[] challenge = server.evaluateResponse(new byte[0]);
            byte[] response = sent(now(client.challenge(challenge)));
            byte[] answer = server.evaluateResponse(response);
            ClientReply.Success success = (ClientReply.Success) now(client.outcome(true, answer));

            assertThat(server.isComplete()).isTrue();
            assertThat(server.getAuthorizationID()).isEqualTo(user);
            if (qop != Qop.AUTH) {
                int theirMost = Integer.parseInt((String) server.getNegotiatedProperty(Sasl.RAW_SEND_SIZE));
                talk(success.layer(), server::wrap, server::unwrap, theirBuffer, Math.min(theirMost, ourBuffer));
            } else {
                assertThat(success.layer()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement("JAVA-05")
    void aWrongPasswordLogsNobodyIn_JAVA05(boolean ours) throws Exception {
        SaslClient theirs = theirClient(Qop.AUTH, null, 65_536, "tim", "tanstaaftanstaaf");
        ServerExchange server = ourServer(options(Qop.AUTH, null), "tim", "wrong");
        if (!ours) {
            ServerReply.Challenge challenge = (ServerReply.Challenge) now(server.start(null));
            assertThat(now(server.respond(answer(theirs, challenge.data())))).isInstanceOf(ServerReply.Failure.class);
            return;
        }
        ClientExchange client = ourClient(options(Qop.AUTH, null), "tim", "tanstaaftanstaaf");
        now(client.start());
        SaslServer their = theirServer(Qop.AUTH, 65_536, "tim", "wrong");
        byte[] response = sent(now(client.challenge(their.evaluateResponse(new byte[0]))));
        assertThatThrownBy(() -> their.evaluateResponse(response)).isInstanceOf(SaslException.class);
    }

    private interface Transform {
        byte[] apply(byte[] octets, int offset, int length) throws SaslException;
    }

    private void talk(SecurityLayer ours, Transform wrap, Transform unwrap, int theirBuffer, int most)
            throws Exception {
        for (int i = 0; i < BUFFERS; i++) {
            byte[] there = octets(random.nextInt(1, ours.maxPlain() + 1));
            byte[] wrapped = ours.wrap(there, 0, there.length);
            assertThat(wrapped).hasSizeLessThanOrEqualTo(theirBuffer);
            assertThat(unwrap.apply(wrapped, 0, wrapped.length)).isEqualTo(there);

            byte[] back = octets(random.nextInt(1, most - 26));
            assertThat(ours.unwrap(wrap.apply(back, 0, back.length))).isEqualTo(back);
        }
    }

    private static DigestMd5Options options(Qop qop, LayerCipher cipher) {
        DigestMd5Options options = DigestMd5Options.safe().offering(qop).accepting(qop);
        return cipher == null ? options : options.sealing(cipher);
    }

    private static ServerExchange ourServer(DigestMd5Options options, String user, String password) {
        return ServerSide.with(Catalogue.of(new DigestMd5Mechanism(options)))
                .directory(Directory.of(List.of(Account.of(user, "{PLAIN}" + password))))
                .build()
                .open("DIGEST-MD5", FACTS, Runnable::run)
                .orElseThrow();
    }

    private static ClientExchange ourClient(DigestMd5Options options, String user, String password) {
        return ClientSide.with(Catalogue.of(new DigestMd5Mechanism(options)))
                .build()
                .open(
                        "DIGEST-MD5",
                        List.of("DIGEST-MD5"),
                        FACTS,
                        Credentials.password(user, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    private static SaslClient theirClient(Qop qop, LayerCipher cipher, int maxBuffer, String user, String password)
            throws SaslException {
        Map<String, String> properties = new HashMap<>(Map.of(
                Sasl.QOP,
                qop.toString(),
                Sasl.MAX_BUFFER,
                String.valueOf(maxBuffer),
                Sasl.STRENGTH,
                "high,medium,low"));
        if (cipher != null) {
            properties.put("com.sun.security.sasl.digest.cipher", cipher.toString());
        }
        return Sasl.createSaslClient(
                new String[] {"DIGEST-MD5"}, null, "smtp", FACTS.host(), properties, answers(user, password));
    }

    private static SaslServer theirServer(Qop qop, int maxBuffer, String user, String password) throws SaslException {
        Map<String, String> properties = Map.of(
                Sasl.QOP,
                qop.toString(),
                Sasl.MAX_BUFFER,
                String.valueOf(maxBuffer),
                Sasl.STRENGTH,
                "high,medium,low",
                "com.sun.security.sasl.digest.realm",
                REALM,
                "com.sun.security.sasl.digest.utf8",
                "true");
        return Sasl.createSaslServer("DIGEST-MD5", "smtp", FACTS.host(), properties, answers(user, password));
    }

    /** What their client answers; an empty answer where it has none. */
    private static byte[] answer(SaslClient client, byte[] challenge) throws SaslException {
        byte[] answer = client.evaluateChallenge(challenge);
        return answer == null ? new byte[0] : answer;
    }

    private static CallbackHandler answers(String user, String password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback asked) {
                    asked.setPassword(password.toCharArray());
                } else if (callback instanceof RealmCallback realm) {
                    realm.setText(realm.getDefaultText());
                } else if (callback instanceof RealmChoiceCallback choice) {
                    choice.setSelectedIndex(0);
                } else if (callback instanceof AuthorizeCallback authorize) {
                    authorize.setAuthorized(authorize.getAuthenticationID().equals(authorize.getAuthorizationID()));
                }
            }
        };
    }

    private String text() {
        return random.ints(random.nextInt(1, 60), 0, CHARACTERS.length())
                .mapToObj(CHARACTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
