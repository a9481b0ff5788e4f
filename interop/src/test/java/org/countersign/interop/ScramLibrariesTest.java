package org.countersign.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.interop.Exchanges.now;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wildfly.security.auth.callback.ChannelBindingCallback;
import org.wildfly.security.auth.callback.CredentialCallback;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.ScramDigestPassword;
import org.wildfly.security.sasl.scram.ScramSaslClientFactory;
import org.wildfly.security.sasl.scram.ScramSaslServerFactory;

/** Other people's SCRAM on the JVM, in this process: WildFly Elytron, both sides, and ongres, a client. */
class ScramLibrariesTest {
    private static final String TYPE = "tls-exporter";
    private static final byte[] EXPORTED = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] SALT = "sixteen octets..".getBytes(UTF_8);
    private static final int ITERATIONS = 4096;
    private static final User USER = User.TIM;

    private static final Provider PASSWORDS = WildFlyElytronPasswordProvider.getInstance();
    private static final Catalogue SCRAM = Catalogue.of(new ScramMechanisms());
    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", Exchanges.HOST)
            .channelBindings(Set.of(TYPE), type -> EXPORTED.clone())
            .build();
    private static final ConnectionFacts UNBOUND =
            ConnectionFacts.of("smtp", Exchanges.HOST).build();
    private static final Account ACCOUNT =
            Account.of(USER.id(), "{PLAIN}" + USER.password()).prepare(SCRAM.verifierKinds());

    static Stream<Arguments> logins() {
        return Stream.of("SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512")
                .flatMap(name -> Stream.of(name, name + "-PLUS"))
                .flatMap(name -> Stream.of(true, false).map(right -> Arguments.of(name, right)));
    }

    @ParameterizedTest(name = "{0}, right password {1}")
    @MethodSource("logins")
    @Requirement({"SCRAM-12", "CB-01"})
    void ourServerTakesElytronsClient_SCRAM12(String mechanism, boolean right) throws Exception {
        SaslClient client = new ScramSaslClientFactory(PASSWORDS)
                .createSaslClient(
                        new String[] {mechanism},
                        null,
                        "smtp",
                        Exchanges.HOST,
                        Map.of(),
                        callbacks(mechanism, USER.password() + (right ? "" : "x"), false));
        ServerExchange server = server(mechanism);

        ServerReply reply = now(server.start(client.evaluateChallenge(new byte[0])));
        while (reply instanceof ServerReply.Challenge challenge) {
            byte[] response = client.evaluateChallenge(challenge.data());
            reply = now(server.respond(response == null ? new byte[0] : response));
        }

        assertThat(reply instanceof ServerReply.Success).isEqualTo(right);
        assertThat(client.isComplete()).isEqualTo(right);
    }

    @ParameterizedTest(name = "{0}, right password {1}")
    @MethodSource("logins")
    @Requirement({"SCRAM-18", "CB-01"})
    void ourClientLogsInToElytron_SCRAM18(String mechanism, boolean right) throws Exception {
        SaslServer server = new ScramSaslServerFactory(PASSWORDS)
                .createSaslServer(
                        mechanism, "smtp", Exchanges.HOST, Map.of(), callbacks(mechanism, USER.password(), true));
        ClientExchange client = ClientSide.with(SCRAM)
                .build()
                .open(mechanism, List.of(mechanism), facts(mechanism), credentials(right), Runnable::run)
                .orElseThrow();

        ClientReply reply = now(client.start());
        try {
            while (reply instanceof ClientReply.Send send && !server.isComplete()) {
                reply = now(client.challenge(server.evaluateResponse(send.data())));
            }
        } catch (SaslException refused) {
            assertThat(right).as(refused.getMessage()).isFalse();
            return;
        }

        assertThat(server.isComplete()).isEqualTo(right);
        assertThat(now(client.outcome(true, null)) instanceof ClientReply.Success)
                .isEqualTo(right);
    }

    @ParameterizedTest(name = "{0}, right password {1}")
    @MethodSource("logins")
    @Requirement({"SCRAM-12", "CB-01"})
    void ourServerTakesOngresClient_SCRAM12(String mechanism, boolean right) throws Exception {
        ScramClient.FinalBuildStage building = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism))
                .username(USER.id())
                .password((USER.password() + (right ? "" : "x")).toCharArray())
                .stringPreparation(StringPreparation.SASL_PREPARATION);
        ScramClient client = mechanism.endsWith("-PLUS")
                ? building.channelBinding(TYPE, EXPORTED.clone()).build()
                : building.build();
        ServerExchange server = server(mechanism);

        ServerReply.Challenge first = (ServerReply.Challenge)
                now(server.start(client.clientFirstMessage().toString().getBytes(UTF_8)));
        client.serverFirstMessage(new String(first.data(), UTF_8));
        ServerReply reply =
                now(server.respond(client.clientFinalMessage().toString().getBytes(UTF_8)));

        assertThat(reply instanceof ServerReply.Challenge).isEqualTo(right);
        if (reply instanceof ServerReply.Challenge proof) {
            client.serverFinalMessage(new String(proof.data(), UTF_8)); // throws if it is wrong
            assertThat(now(server.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        }
    }

    private static ServerExchange server(String mechanism) {
        return ServerSide.with(SCRAM)
                .directory(Directory.of(List.of(ACCOUNT)))
                .build()
                .open(mechanism, facts(mechanism), Runnable::run)
                .orElseThrow();
    }

    private static ConnectionFacts facts(String mechanism) {
        return mechanism.endsWith("-PLUS") ? FACTS : UNBOUND;
    }

    private static Credentials credentials(boolean right) {
        return Credentials.password(USER.id(), (USER.password() + (right ? "" : "x")).toCharArray());
    }

    /** What either side of Elytron asks: a server for what it stores, a client for the password in the end. */
    private static CallbackHandler callbacks(String mechanism, String password, boolean stored) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(USER.id());
                } else if (callback instanceof PasswordCallback asked) {
                    asked.setPassword(password.toCharArray());
                } else if (callback instanceof CredentialCallback && !stored) {
                    throw new UnsupportedCallbackException(callback);
                } else if (callback instanceof CredentialCallback credential) {
                    credential.setCredential(new PasswordCredential(derived(mechanism, password)));
                } else if (callback instanceof ChannelBindingCallback binding && mechanism.endsWith("-PLUS")) {
                    binding.setBindingType(TYPE);
                    binding.setBindingData(EXPORTED.clone());
                } else if (callback instanceof AuthorizeCallback authorize) {
                    authorize.setAuthorized(true);
                }
            }
        };
    }

    private static ScramDigestPassword derived(String mechanism, String password) {
        String hash = mechanism.replace("SCRAM-SHA-", "").replace("-PLUS", "");
        int bits = hash.equals("1") ? 160 : Integer.parseInt(hash);
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + hash)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, bits))
                    .getEncoded();
            String algorithm = mechanism.replace("-PLUS", "").toLowerCase(Locale.ROOT);
            return ScramDigestPassword.createRaw(algorithm, salted, SALT, ITERATIONS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
