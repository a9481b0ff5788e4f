package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.interop.Exchanges.now;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanisms of {@code javax.security.sasl} that come with Java. */
class JdkTest {
    private static final long SEED = 2195;
    private static final int PAIRS = 200;
    private static final int LONGEST = 80; // more than a block of MD5 (CRAM-05)

    /** Characters that SASLprep leaves as they are: Java does not know SASLprep. */
    private static final String CHARACTERS = "abcXYZ019!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äöüßéñ€αβγжщ日本語한국";

    private record Pair(String user, String password) {}

    private static Stream<Pair> pairs() {
        SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> new Pair(text(random), text(random))).limit(PAIRS);
    }

    private static String text(SplittableRandom random) {
        return random.ints(random.nextInt(1, LONGEST), 0, CHARACTERS.length())
                .mapToObj(CHARACTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRAM-MD5", "PLAIN"})
    @Requirement("JAVA-05")
    void theirClientLogsInToOurServerWithTheRightPasswordOnly_JAVA05(String mechanism) {
        assertThat(pairs()).allSatisfy(pair -> {
            assertThat(theirClient(mechanism, pair, pair.password())).isInstanceOf(ServerReply.Success.class);
            assertThat(theirClient(mechanism, pair, pair.password() + "x")).isInstanceOf(ServerReply.Failure.class);
        });
    }

    private static ServerReply theirClient(String mechanism, Pair known, String password) throws SaslException {
        SaslClient client = Sasl.createSaslClient(
                new String[] {mechanism}, null, "smtp", Exchanges.HOST, Map.of(), answers(known.user(), password));
        ServerExchange server = Exchanges.server(mechanism, Account.of(known.user(), "{PLAIN}" + known.password()));
        byte[] initialResponse = client.hasInitialResponse() ? client.evaluateChallenge(new byte[0]) : null;
        ServerReply reply = now(server.start(initialResponse));
        while (reply instanceof ServerReply.Challenge challenge) {
            reply = now(server.respond(client.evaluateChallenge(challenge.data())));
        }
        return reply;
    }

    @Test
    @Requirement("JAVA-05")
    void ourCramMd5LogsInToTheirServerWithTheRightPasswordOnly_JAVA05() {
        assertThat(pairs()).allSatisfy(pair -> {
            assertThat(ourClient(pair, pair.password())).isTrue();
            assertThat(ourClient(pair, pair.password() + "x")).isFalse();
        });
    }

    private static boolean ourClient(Pair known, String password) throws SaslException {
        SaslServer server = Sasl.createSaslServer(
                "CRAM-MD5", "smtp", Exchanges.HOST, Map.of(), answers(known.user(), known.password()));
        ClientExchange client = Exchanges.client("CRAM-MD5", known.user(), password);
        assertThat(((ClientReply.Send) now(client.start())).data())
                .as("initial response")
                .isNull();
        ClientReply.Send response = (ClientReply.Send) now(client.challenge(server.evaluateResponse(new byte[0])));
        try {
            server.evaluateResponse(response.data());
        } catch (SaslException refused) {
            assertThat(now(client.outcome(false, null))).isInstanceOf(ClientReply.Failure.class);
            return false;
        }
        assertThat(server.getAuthorizationID()).isEqualTo(known.user());
        assertThat(now(client.outcome(true, null))).isInstanceOf(ClientReply.Success.class);
        return server.isComplete();
    }

    private static CallbackHandler answers(String user, String password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback asked) {
                    asked.setPassword(password.toCharArray());
                } else if (callback instanceof AuthorizeCallback authorize) {
                    authorize.setAuthorized(authorize.getAuthenticationID().equals(authorize.getAuthorizationID()));
                }
            }
        };
    }
}
