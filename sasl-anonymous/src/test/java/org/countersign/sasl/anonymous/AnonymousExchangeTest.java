package org.countersign.sasl.anonymous;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.testkit.Dialogue;
import org.countersign.sasl.testkit.SaslAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides through the real drivers. */
class AnonymousExchangeTest {

    @ParameterizedTest
    @ValueSource(strings = {"sirhc", "foo@bar.com", "Jürgen", ""})
    @Requirement({"ANON-01", "ANON-03"})
    void letsInWhoeverLeavesATraceOrNone_ANON01(String trace) {
        Dialogue dialogue = dialogue(new Identities(trace, null));

        SaslAssertions.assertThat(dialogue)
                .authenticatesAnonymously()
                .sentByClient(0, trace)
                .hasMessages(1)
                .hasLayer(Dialogue.Layer.NONE);
        assertThat(dialogue.audit().map(AuditEvent::trace)).contains(trace);
        assertThat(dialogue.audit().map(AuditEvent::user)).contains("");
        assertThat(dialogue.authenticated().map(who -> who.authorizationId())).contains("");
    }

    @Test
    @Requirement("ANON-04")
    void theClientActsAsNobody_ANON04() {
        SaslAssertions.assertThat(dialogue(new Identities("sirhc", "tim")))
                .clientFailsWith(FailureKind.REJECTED)
                .hasMessages(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address@", "a\nb"})
    @Requirement({"ANON-01", "ANON-02"})
    void theClientSendsNoTraceThatAServerWouldRefuse_ANON01(String trace) {
        SaslAssertions.assertThat(dialogue(new Identities(trace, null)))
                .clientFailsWith(FailureKind.REJECTED)
                .hasMessages(0);
    }

    @Test
    @Requirement("ANON-03")
    void aClientUsesItOnlyWhenItIsNamed_ANON03() {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org").build();
        Credentials nothing = Credentials.withoutSecret(new Identities("sirhc", null));
        ClientSide.Builder client = ClientSide.with(Catalogue.of(new AnonymousMechanism()));
        ClientPolicy anything = new ClientPolicy(Integer.MIN_VALUE, true, false, false, Set.of());

        assertThat(client.build().choose(List.of("ANONYMOUS"), facts, nothing)).isEmpty();
        assertThat(client.policy(anything).build().choose(List.of("ANONYMOUS"), facts, nothing))
                .hasSize(1);
    }

    private static Dialogue dialogue(Identities who) {
        return Dialogue.of(AnonymousContractTest.sirhc().build())
                .credentials(Credentials.withoutSecret(who))
                .run();
    }
}
