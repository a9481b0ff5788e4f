package org.countersign.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's side, message by message. */
class ScramClientTest {
    private static final Vector RFC = Vector.RFC_7677;
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

    @ParameterizedTest(name = "{0} mechanism, can bind {1}, server offers {2}: {3}")
    @CsvSource({
        "false, false, SCRAM-SHA-256, 'n,,n=user,r='",
        "false, false, SCRAM-SHA-256-PLUS, 'n,,n=user,r='",
        "false, true, SCRAM-SHA-256, 'y,,n=user,r='",
        "false, true, SCRAM-SHA-1-PLUS, 'y,,n=user,r='",
        "false, true, SCRAM-SHA-256-PLUS, Failure[REJECTED",
        "true, true, SCRAM-SHA-256-PLUS, 'p=tls-exporter,,n=user,r='"
    })
    @Requirement({"SCRAM-17", "CB-01"})
    void saysTheTruthAboutChannelBinding_SCRAM17(boolean plus, boolean canBind, String offered, String message) {
        Client client = Client.of(
                new ScramMechanism(ScramHash.SHA_256, plus, ScramMechanisms.MOST_ITERATIONS),
                canBind ? Client.BOUND : Client.PLAIN,
                List.of("PLAIN", offered),
                password());

        assertThat(client.start()).startsWith(message);
    }

    @Test
    @Requirement({"SCRAM-17", "CB-06"})
    void bindsWithTheFirstTypeThatThereIs_SCRAM17() {
        Set<String> types = new LinkedHashSet<>(List.of("tls-exporter", "tls-server-end-point", "tls-unique"));
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(types, type -> type.equals("tls-exporter") ? null : new byte[1])
                .build();
        ScramMechanism mechanism = new ScramMechanism(ScramHash.SHA_256, true, ScramMechanisms.MOST_ITERATIONS);

        assertThat(Client.of(mechanism, facts, List.of(), password()).start()).startsWith("p=tls-server-end-point,,");
    }

    @Test
    @Requirement("SCRAM-17")
    void givesUpWhereThereIsNoBindingAfterAll_SCRAM17() {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(Set.of("tls-exporter"), type -> null)
                .build();
        ScramMechanism mechanism = new ScramMechanism(ScramHash.SHA_256, true, ScramMechanisms.MOST_ITERATIONS);
        Client client = Client.of(mechanism, facts, List.of(), password());

        client.start();

        assertThat(client.failure().kind()).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=rOprNGfwEbeRWgbNEkqOabc",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92",
                "s=QSXCR+Q6sek8bf92,r=rOprNGfwEbeRWgbNEkqOabc,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf9,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSX CR+Q6sek8bf92,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=AAB=,i=4096", // stray bits
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR-Q6sek8bf92,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=04096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=0",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=-4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=+4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096 ",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=\u0664\u0660\u0669\u0666",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=99999999999999999999",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096,",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096,p=x",
                "R=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096"
            })
    @Requirement({"SCRAM-04", "SCRAM-09"})
    void refusesWhatIsNoChallenge_SCRAM04(String message) {
        assertThat(failed(message)).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=x,r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOabc,s=QSXCR+Q6sek8bf92,i=4096,m=x"
            })
    @Requirement("SCRAM-08")
    void refusesAnExtensionThatMustNotBeIgnored_SCRAM08(String message) {
        assertThat(failed(message)).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"SCRAM-08", "SCRAM-11"})
    void ignoresOtherExtensionsButSignsThem_SCRAM08() {
        Client client = Client.of(RFC);
        client.start();

        String message = client.challenge(RFC.serverFirst() + ",x=y=z");

        assertThat(message)
                .startsWith(RFC.clientFinal().substring(0, RFC.clientFinal().indexOf(",p=") + 3));
        assertThat(message).isNotEqualTo(RFC.clientFinal());
    }

    @ParameterizedTest
    @ValueSource(strings = {NONCE, "rOprNGfwEbeRWgbNEkq", "xrOprNGfwEbeRWgbNEkqO", "roprngfwebergwbnekqoabc", "abc"})
    @Requirement("SCRAM-14")
    void refusesANonceThatDoesNotGoOnFromItsOwn_SCRAM14(String nonce) {
        assertThat(failed("r=" + nonce + ",s=QSXCR+Q6sek8bf92,i=4096")).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 1_000_001, 999_999_999})
    @Requirement({"SCRAM-22", "SEC-08"})
    void refusesTooFewAndTooManyIterations_SCRAM22(int iterations) {
        assertThat(failed("r=" + NONCE + "abc,s=QSXCR+Q6sek8bf92,i=" + iterations))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("SCRAM-22")
    void doesAsManyIterationsAsItIsTold_SCRAM22() {
        ScramMechanism limited = new ScramMechanisms(5000)
                .mechanisms().stream()
                        .filter(mechanism -> mechanism.info().name().equals("SCRAM-SHA-256"))
                        .findFirst()
                        .orElseThrow();

        assertThat(answer(limited, 5000)).startsWith("c=biws,");
        assertThat(answer(limited, 5001)).startsWith("Failure[REJECTED");
        assertThatIllegalArgumentException().isThrownBy(() -> new ScramMechanisms(4095));
    }

    private static String answer(ScramMechanism mechanism, int iterations) {
        Client client = Client.of(mechanism, Client.PLAIN, List.of(), password());
        String first = client.start();
        return client.challenge(first.substring(first.indexOf("r=")) + "abc,s=QSXCR+Q6sek8bf92,i=" + iterations);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95A==",
                "v=AAAA",
                "v=",
                "",
                "x=y",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=,",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=,m=x"
            })
    @Requirement({"SCRAM-06", "SCRAM-18"})
    void doesNotBelieveAServerWithoutTheRightProof_SCRAM18(String message) {
        Client client = proved();

        assertThat(client.challenge(message)).startsWith("Failure[");
    }

    @Test
    @Requirement("SCRAM-18")
    void doesNotBelieveSuccessWithoutAProof_SCRAM18() {
        Client client = proved();

        assertThat(client.outcome(true)).isInstanceOf(ClientReply.Failure.class);
    }

    @Test
    @Requirement({"SCRAM-18", "SCRAM-21"})
    void answersTheProofWithAnEmptyMessage_SCRAM21() {
        Client client = proved();

        assertThat(client.challenge(RFC.serverFinal() + ",x=y")).isEmpty();
        assertThat(client.outcome(true)).isInstanceOf(ClientReply.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid-proof", "other-error", "an error of another world"})
    @Requirement({"SCRAM-06", "SCRAM-20"})
    void passesOnWhyTheServerRefuses_SCRAM20(String error) {
        Client client = proved();

        assertThat(client.challenge("e=" + error)).isEmpty();
        assertThat(client.outcome(false))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.serverError()).asString().isEqualTo("e=" + error));
    }

    @Test
    @Requirement({"SCRAM-18", "SCRAM-20"})
    void isNotAuthenticatedBySuccessAfterARefusal_SCRAM18() {
        Client client = proved();
        client.challenge("e=invalid-proof");

        assertThat(client.outcome(true)).isInstanceOf(ClientReply.Failure.class);
    }

    @Test
    @Requirement({"SCRAM-07", "SCRAM-13"})
    void preparesAndEscapesNames_SCRAM13() {
        Client client = Client.of(
                RFC.client(), Client.PLAIN, List.of(), Client.credentials(new Identities("u,s\u00ad=er", "a=d"), "x"));

        assertThat(client.start()).isEqualTo("n,a=a=3Dd,n=u=2Cs=3Der,r=" + NONCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "us\u0007er", "\u00ad"})
    @Requirement("SCRAM-13")
    void refusesANameThatCanNotBePrepared_SCRAM13(String user) {
        Client client =
                Client.of(RFC.client(), Client.PLAIN, List.of(), Client.credentials(new Identities(user, null), "x"));

        client.start();

        assertThat(client.failure().kind()).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement({"SCRAM-10", "SCRAM-13"})
    void preparesThePassword_SCRAM10() {
        Client client =
                Client.of(RFC.client(), Client.PLAIN, List.of(), Client.credentials(RFC.who(), "p\u00adenc\u2071l"));
        client.start();

        assertThat(client.challenge(RFC.serverFirst())).isEqualTo(RFC.clientFinal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ad", "pen\u0007cil", "pencil\u0221"})
    @Requirement({"SCRAM-10", "SCRAM-13"})
    void refusesAPasswordThatCanNotBePrepared_SCRAM13(String password) {
        Client client = Client.of(RFC.client(), Client.PLAIN, List.of(), Client.credentials(RFC.who(), password));
        client.start();

        client.challenge(RFC.serverFirst());

        assertThat(client.failure().kind()).isEqualTo(FailureKind.REJECTED);
    }

    private static Client proved() {
        Client client = Client.of(RFC);
        client.start();
        client.challenge(RFC.serverFirst());
        return client;
    }

    private static FailureKind failed(String challenge) {
        Client client = Client.of(RFC);
        client.start();
        client.challenge(challenge);
        return client.failure().kind();
    }

    private static Credentials password() {
        return Client.credentials(new Identities("user", null), Vector.PASSWORD);
    }
}
