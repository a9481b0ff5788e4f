package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
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
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.ntlm.NtlmPolicy;
import org.countersign.sasl.ntlm.NtlmVersion;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The NTLM of {@code javax.security.sasl} that comes with Java, with which our code has nothing in common. */
class JdkNtlmTest {
    private static final String VERSION = "com.sun.security.sasl.ntlm.version";
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", Exchanges.HOST).build();

    @ParameterizedTest
    @CsvSource({
        // what it is told to send; whether we take it by default, and where older forms are allowed
        "LMv2/NTLMv2, true, true",
        "NTLMv2, true, true",
        "NTLM, false, true",
        "NTLM2, false, true",
        "LM/NTLM, false, true",
        "LM, false, true"
    })
    @Requirement({"JAVA-05", "NTLM-12", "NTLM-18"})
    void theirClientLogsInToOurServer_JAVA05(String version, boolean byDefault, boolean whereAllowed)
            throws SaslException {
        NtlmPolicy older = NtlmPolicy.builder().alsoAccept(NtlmVersion.values()).build();
        for (String user : List.of("tim", "j\u00fcrgen")) {
            String password = version.startsWith("LM") && !version.contains("v2") ? "Gruesse5" : "Gr\u00fc\u00dfe5";
            assertThat(theirClient(version, NtlmPolicy.safe(), user, password, password))
                    .isEqualTo(byDefault);
            assertThat(theirClient(version, older, user, password, password)).isEqualTo(whereAllowed);
            assertThat(theirClient(version, older, user, password, password + "x"))
                    .isFalse();
        }
    }

    /** Java raises a whole name as a {@code String}, in which it may grow; MS-NLMP and Windows raise unit by unit. */
    @Test
    @Requirement("NTLM-13")
    void theirClientCanNotBeSomebodyWhoseNameGrowsInUpperCase_NTLM13() throws SaslException {
        assertThat(theirClient("NTLMv2", NtlmPolicy.safe(), "stra\u00dfe", "tanstaaf", "tanstaaf"))
                .isFalse();
    }

    private static boolean theirClient(String version, NtlmPolicy policy, String user, String known, String password)
            throws SaslException {
        SaslClient client = Sasl.createSaslClient(
                new String[] {"NTLM"}, null, "smtp", Exchanges.HOST, Map.of(VERSION, version), answers(user, password));
        ServerExchange server = ServerSide.with(Catalogue.of(new NtlmMechanism(policy)))
                .directory(Directory.of(List.of(Account.of(user, "{PLAIN}" + known))))
                .build()
                .open("NTLM", FACTS, Runnable::run)
                .orElseThrow();
        ServerReply reply = Exchanges.now(server.start(client.evaluateChallenge(new byte[0])));
        byte[] challenge = ((ServerReply.Challenge) reply).data();
        return Exchanges.now(server.respond(client.evaluateChallenge(challenge))) instanceof ServerReply.Success;
    }

    @ParameterizedTest
    @EnumSource(NtlmVersion.class)
    @Requirement({"JAVA-05", "NTLM-06"})
    void ourClientLogsInToTheirServer_JAVA05(NtlmVersion form) throws SaslException {
        assertThat(ourClient(form, "tim", "tanstaaf", "tanstaaf")).isTrue();
        assertThat(ourClient(form, "EXAMPLE\\tim", "tanstaaf", "tanstaaf")).isTrue();
        assertThat(ourClient(form, "tim", "tanstaaf", "tanstaax")).isFalse();
    }

    private static boolean ourClient(NtlmVersion form, String user, String known, String password)
            throws SaslException {
        SaslServer server = Sasl.createSaslServer("NTLM", "smtp", Exchanges.HOST, Map.of(), answers("tim", known));
        ClientExchange client = ClientSide.with(Catalogue.of(
                        new NtlmMechanism(NtlmPolicy.builder().send(form).build())))
                .build()
                .open("NTLM", List.of("NTLM"), FACTS, Credentials.password(user, password.toCharArray()), Runnable::run)
                .orElseThrow();
        byte[] negotiate = ((ClientReply.Send) Exchanges.now(client.start())).data();
        ClientReply authenticate = Exchanges.now(client.challenge(server.evaluateResponse(negotiate)));
        try {
            server.evaluateResponse(((ClientReply.Send) authenticate).data());
        } catch (SaslException refused) {
            return false;
        }
        return server.getAuthorizationID().equals("tim");
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
                } else if (callback instanceof AuthorizeCallback authorize) {
                    authorize.setAuthorized(true);
                }
            }
        };
    }
}
