package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.Elsewhere;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.junit.jupiter.api.Test;

/** What a client tries, out of what a server offers. */
class ChoosingTest {
    private static final ConnectionFacts TLS =
            Facts.smtp().tls(Facts.VERIFIED_TLS).build();
    private static final List<String> ALL = List.of("X-WEAK", "X-STRONG", "X-PLAIN", "X-TOKEN", "X-OUTSIDE", "X-TLS");

    /** Says what else the server offers. */
    private record Choosy(MechanismInfo info, Predicate<ConnectionFacts> where) implements ClientMechanism {
        Choosy(MechanismInfo.Builder builder) {
            this(builder.build(), facts -> true);
        }

        @Override
        public boolean available(ConnectionFacts facts) {
            return where.test(facts);
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.last(Utf8.encode(context.facts().host() + " " + context.offered()));
        }
    }

    private final ClientSide side = ClientSide.with(Catalogue.of(
                    new Choosy(MechanismInfo.named("X-WEAK").rank(1)),
                    new Choosy(MechanismInfo.named("X-STRONG").rank(9)),
                    new Choosy(MechanismInfo.named("X-PLAIN").rank(3).traits(Trait.PLAINTEXT_PASSWORD)),
                    new Choosy(MechanismInfo.named("X-TOKEN").rank(4).clientNeed(ClientNeed.TOKEN)),
                    new Choosy(MechanismInfo.named("X-OUTSIDE").rank(5).clientNeed(ClientNeed.NOTHING)),
                    new Choosy(MechanismInfo.named("X-TLS").rank(6).build(), facts -> facts.tls() != null),
                    FakeServer.clientFirst((context, none) -> null)))
            .build();

    private List<String> chosen(List<String> offered, ConnectionFacts facts, Credentials credentials) {
        return side.choose(offered, facts, credentials).stream()
                .map(MechanismInfo::name)
                .toList();
    }

    @Test
    @Requirement("SEC-02")
    void theStrongestFirst_SEC02() {
        assertThat(chosen(ALL, TLS, Caller.ALICE)).containsExactly("X-STRONG", "X-TLS", "X-PLAIN", "X-WEAK");
    }

    @Test
    @Requirement("SASL-01")
    void whateverTheCaseOfTheServersLetters_SASL01() {
        assertThat(chosen(List.of("x-weak", "X-Strong"), TLS, Caller.ALICE)).containsExactly("X-STRONG", "X-WEAK");
    }

    @Test
    void nothingThatTheServerDoesNotOffer() {
        assertThat(chosen(List.of("X-WEAK", "X-UNHEARD-OF", FakeServer.NAME), TLS, Caller.ALICE))
                .containsExactly("X-WEAK");
        assertThat(chosen(List.of(), TLS, Caller.ALICE)).isEmpty();
    }

    @Test
    void nothingThatThePolicyForbidsOrThatIsNotAvailableHere() {
        assertThat(chosen(ALL, Facts.SMTP, Caller.ALICE)).containsExactly("X-STRONG", "X-WEAK");
    }

    @Test
    void onlyWhatTheCredentialsAreGoodFor() {
        assertThat(chosen(ALL, TLS, Credentials.token("alice", CompletableFuture::new)))
                .containsExactly("X-TOKEN");
        assertThat(chosen(ALL, TLS, new Elsewhere("alice"))).containsExactly("X-OUTSIDE");
    }

    @Test
    @Requirement("SEC-02")
    void nothingElseIsOpened_SEC02() {
        for (String name : ALL) {
            boolean opened = side.open(name, ALL, Facts.SMTP, Caller.ALICE, Runnable::run)
                    .isPresent();
            assertThat(opened)
                    .as(name)
                    .isEqualTo(chosen(ALL, Facts.SMTP, Caller.ALICE).contains(name));
        }
        assertThat(side.open("x-strong", ALL, TLS, Caller.ALICE, Runnable::run)).isEmpty();
        assertThat(side.open(FakeServer.NAME, ALL, TLS, Caller.ALICE, Runnable::run))
                .isEmpty();
    }

    @Test
    @Requirement("SCRAM-17")
    void aMechanismKnowsWhatElseTheServerOffers_SCRAM17() {
        ClientExchange exchange = side.open("X-WEAK", List.of("x-weak", "X-Strong"), TLS, Caller.ALICE, Runnable::run)
                .orElseThrow();

        ClientReply.Send send = (ClientReply.Send) Await.now(exchange.start());

        assertThat(Utf8.decode(send.data())).isEqualTo("mail.example.org [X-WEAK, X-STRONG]");
    }
}
