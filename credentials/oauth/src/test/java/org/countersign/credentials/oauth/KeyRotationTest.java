package org.countersign.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.countersign.credentials.oauth.Provider.Said;
import org.countersign.sasl.Question.TokenVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that an issuer publishes, changes, and can not always tell. */
class KeyRotationTest {
    private static final Signer OLD = Signer.rsa("old");
    private static final Signer NEW = Signer.ec("new", Curve.P_256, JWSAlgorithm.ES256);
    private static final Signer STRANGER = Signer.rsa("stranger");

    private final TickingClock clock = new TickingClock();
    private Provider provider;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        provider = new Provider();
        provider.publish(Signer.jwks(OLD));
        verifier = verifier().build();
    }

    private TokenVerifier.Builder verifier() {
        return TokenVerifier.issuedBy(provider.issuer())
                .audience(Signer.AUDIENCE)
                .client(provider.client())
                .patience(Duration.ofSeconds(5))
                .kept(0) // so that signatures are verified each time
                .clock(clock);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private String token(Signer signer) {
        return signer.sign(Signer.claims()
                .issuer(provider.issuer())
                .expirationTime(Date.from(clock.instant().plusSeconds(3600))));
    }

    private String subject(Signer signer) throws Exception {
        return Asking.subjectOrStatus(verifier, token(signer));
    }

    private void assertNobodyKnows(Signer signer) {
        assertThatThrownBy(() -> subject(signer))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void areFetchedOnce() throws Exception {
        assertThat(provider.asked).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(subject(OLD)).isEqualTo("tim");
        }
        assertThat(provider.count("/jwks")).isEqualTo(1);
    }

    @Test
    void areFetchedOnceForAllWhoAsk() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        provider.on("/jwks", ignored -> {
            asked.await();
            return Said.json(Signer.jwks(OLD));
        });
        List<CompletionStage<TokenVerdict>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(Asking.ask(verifier, token(OLD)));
        }
        assertThat(answers).noneMatch(answer -> answer.toCompletableFuture().isDone());
        asked.countDown();

        for (CompletionStage<TokenVerdict> answer : answers) {
            assertThat(Asking.get(answer)).isEqualTo(new TokenVerdict.Valid("tim"));
        }
        assertThat(provider.count("/jwks")).isEqualTo(1);
    }

    @Test
    void areFetchedAgainWhenAKeyIsMissing() throws Exception {
        assertThat(subject(OLD)).isEqualTo("tim");
        provider.publish(Signer.jwks(NEW, OLD));
        clock.forward(Duration.ofSeconds(11));

        assertThat(subject(NEW)).isEqualTo("tim");
        assertThat(subject(OLD)).isEqualTo("tim");
        assertThat(provider.count("/jwks")).isEqualTo(2);
    }

    @Test
    void areFetchedAgainWhenTheyAreNotFreshSoThatAKeyIsForgotten() throws Exception {
        assertThat(subject(OLD)).isEqualTo("tim");
        provider.publish(Signer.jwks(NEW));
        clock.forward(Duration.ofMinutes(6));

        assertThat(subject(OLD)).isEqualTo("invalid_token");
        assertThat(subject(NEW)).isEqualTo("tim");
    }

    @Test
    void areNotFetchedForEveryTokenOfAStranger() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(subject(STRANGER)).isEqualTo("invalid_token");
        }
        assertThat(provider.count("/jwks")).isEqualTo(1);
        clock.forward(Duration.ofSeconds(11));
        for (int i = 0; i < 5; i++) {
            assertThat(subject(STRANGER)).isEqualTo("invalid_token");
        }
        assertThat(provider.count("/jwks")).isEqualTo(2);
    }

    @Test
    void serveForAWhileWhenTheIssuerIsAway() throws Exception {
        assertThat(subject(OLD)).isEqualTo("tim");
        provider.stop();
        clock.forward(Duration.ofMinutes(59));
        assertThat(subject(OLD)).isEqualTo("tim");
        clock.forward(Duration.ofMinutes(2));
        assertNobodyKnows(OLD);
    }

    @Test
    void mayBeOtherOnesWhenTheIssuerIsAway() throws Exception {
        assertThat(subject(OLD)).isEqualTo("tim");
        provider.stop();
        clock.forward(Duration.ofSeconds(11));

        assertNobodyKnows(NEW);
        assertThat(subject(new Signer(Signer.rsa("old").key(), JWSAlgorithm.RS256)))
                .isEqualTo("invalid_token");
    }

    @Test
    void areThereAgainWhenTheIssuerIs() throws Exception {
        provider.stop();
        assertNobodyKnows(OLD);
        provider.start();
        assertNobodyKnows(OLD); // it has just been asked
        clock.forward(Duration.ofSeconds(2));

        assertThat(subject(OLD)).isEqualTo("tim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"issuer\":\"https://login.example.org\",\"jwks_uri\":\"ISSUER/jwks\"}",
                "{\"issuer\":\"ISSUER/\",\"jwks_uri\":\"ISSUER/jwks\"}",
                "{\"issuer\":\"ISSUER\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"http://localhost/jwks\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"jwks\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"a b\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":1}",
                "<html>",
                ""
            })
    void areNotLookedForWhereTheIssuerDoesNotSay(String configuration) {
        provider.on(
                "/.well-known/openid-configuration",
                ignored -> Said.json(configuration.replace("ISSUER", provider.issuer())));

        assertNobodyKnows(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"keys\":1}", "{\"keys\":[{\"kty\":\"x\"}]", "nonsense"})
    void areKeys(String jwks) {
        provider.publish(jwks);

        assertNobodyKnows(OLD);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500, 503})
    void areNotTakenFromAnErrorOrARedirect(int status) {
        provider.on(
                "/jwks", ignored -> new Said(status, status == 302 ? provider.issuer() + "/other" : Signer.jwks(OLD)));
        provider.on("/other", ignored -> Said.json(Signer.jwks(OLD)));

        assertNobodyKnows(OLD);
    }

    @Test
    void areNotTakenFromADocumentWithoutEnd() {
        provider.publish(Signer.jwks(OLD) + " ".repeat(256 * 1024));

        assertNobodyKnows(OLD);
    }

    @Test
    void areNotWaitedForForEver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        verifier = verifier().patience(Duration.ofMillis(300)).build();
        provider.on("/jwks", ignored -> {
            never.await();
            return Said.json("{}");
        });

        assertNobodyKnows(OLD);
        never.countDown();
    }

    @Test
    void areNotTakenFromAnybodyWhoIsNotTrusted() {
        verifier = TokenVerifier.issuedBy(provider.issuer())
                .audience(Signer.AUDIENCE)
                .build();

        assertNobodyKnows(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example.org", "login.example.org", "https:login", "file:///etc/passwd"})
    void areFetchedOverHttpsOnly(String issuer) {
        assertThatThrownBy(() -> TokenVerifier.issuedBy(issuer)).isInstanceOf(IllegalArgumentException.class);
    }
}
