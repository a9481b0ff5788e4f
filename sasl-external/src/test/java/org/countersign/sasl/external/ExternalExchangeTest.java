package org.countersign.sasl.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.ServerSide;
import org.countersign.sasl.testkit.Dialogue;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.SaslAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides through the real drivers. */
class ExternalExchangeTest {
    private static final TlsFacts WITHOUT_OWN = new TlsFacts("TLSv1.3", null, List.of(Certificates.SOME), true);

    @Test
    @Requirement({"EXT-01", "EXT-02", "SASL-14"})
    void actsAsWhomTheCertificateStandsFor_EXT01() {
        Dialogue dialogue = dialogue(ExternalContractTest.tim(), new Identities("", null));

        SaslAssertions.assertThat(dialogue)
                .authenticates("tim")
                .sentByClient(0, new byte[0])
                .hasMessages(1)
                .hasLayer(Dialogue.Layer.NONE);
        assertThat(dialogue.audit().map(AuditEvent::user)).contains("tim");
    }

    @Test
    @Requirement("EXT-01")
    void theNameOfTheUserIsNotSent_EXT01() {
        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim(), new Identities("whoever", null)))
                .authenticates("tim")
                .sentByClient(0, new byte[0]);
    }

    @Test
    @Requirement({"EXT-01", "EXT-03", "SASL-16"})
    void actsAsAnotherWhenTheAuthorizerGrantsIt_EXT03() {
        Authorizer anybody = (attempt, identity, whom, principal) ->
                CompletableFuture.completedFuture(new Authorizer.Decision.Grant(whom));
        Identities fred = new Identities("", "fred@example.com");

        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim().server(side -> side.authorizer(anybody)), fred))
                .authenticates("tim", "fred@example.com")
                .sentByClient(0, "fred@example.com");
        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim(), fred)).isRefusedWith(FailureKind.NOT_AUTHORIZED);
    }

    @Test
    @Requirement("EXT-03")
    void refusesWhoseCertificateStandsForNobody_EXT03() {
        Dialogue dialogue = dialogue(
                ExternalContractTest.tim().peers((question, attempt) -> now(Optional.empty())),
                new Identities("", "tim"));

        SaslAssertions.assertThat(dialogue).isRefusedWith(FailureKind.REJECTED).clientFailsWith(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "fred\0", "tim\0tim"})
    @Requirement({"EXT-01", "SASL-15"})
    void theClientSendsNoNul_EXT01(String whom) {
        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim(), new Identities("", whom)))
                .clientFailsWith(FailureKind.REJECTED)
                .hasMessages(0);
        assertThat(AuthorizationId.of(whom)).as("whatever prepares names").isNull();
    }

    @Test
    @Requirement("SEC-08")
    void theClientSendsNothingTooLong_SEC08() {
        Identities longest = new Identities("", "a".repeat(1024));
        Identities longer = new Identities("", "a".repeat(1025));

        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim(), longest))
                .isRefusedWith(FailureKind.NOT_AUTHORIZED);
        SaslAssertions.assertThat(dialogue(ExternalContractTest.tim(), longer))
                .clientFailsWith(FailureKind.REJECTED)
                .hasMessages(0);
    }

    @Test
    @Requirement("EXT-03")
    void theClientNeedsACertificateOfItsOwn_EXT03() {
        MechanismProfile.Builder without = ExternalContractTest.tim().facts(connection -> connection.tls(WITHOUT_OWN));

        SaslAssertions.assertThat(dialogue(without, new Identities("", null)))
                .clientFailsWith(FailureKind.REJECTED)
                .hasMessages(0);
    }

    @Test
    @Requirement("EXT-04")
    void isOfferedWhereThereIsACertificateAndSomebodyWhoKnowsIt_EXT04() {
        Catalogue catalogue = Catalogue.of(new ExternalMechanism());
        ServerSide knowing = ServerSide.with(catalogue)
                .peers((question, attempt) -> now(Optional.of("tim")))
                .build();

        assertThat(knowing.mechanisms(Certificates.facts(WITHOUT_OWN))).containsExactly("EXTERNAL");
        assertThat(knowing.mechanisms(Certificates.facts(new TlsFacts("TLSv1.3", null, List.of(), false))))
                .isEmpty();
        assertThat(knowing.mechanisms(Certificates.facts(null))).isEmpty();
        assertThat(ServerSide.with(catalogue).build().mechanisms(Certificates.facts(WITHOUT_OWN)))
                .isEmpty();
    }

    /** A password is not what EXTERNAL shows, so whoever has one only does not use it. */
    @Test
    @Requirement("EXT-01")
    void aClientUsesItWithCredentialsThatAreElsewhere_EXT01() {
        ClientSide client =
                ClientSide.with(Catalogue.of(new ExternalMechanism())).build();
        List<String> offered = List.of("EXTERNAL", "PLAIN");

        assertThat(client.choose(
                        offered,
                        Certificates.facts(Certificates.BOTH),
                        Credentials.withoutSecret(new Identities("", null))))
                .hasSize(1);
        assertThat(client.choose(
                        offered, Certificates.facts(Certificates.BOTH), Credentials.password("tim", new char[] {'x'})))
                .isEmpty();
    }

    private static Dialogue dialogue(MechanismProfile.Builder profile, Identities who) {
        return Dialogue.of(profile.build())
                .credentials(Credentials.withoutSecret(who))
                .run();
    }

    private static <T> CompletionStage<T> now(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
