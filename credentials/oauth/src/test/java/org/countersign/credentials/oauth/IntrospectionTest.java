package org.countersign.credentials.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.countersign.credentials.oauth.Provider.Said;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of which the issuer says what they are, and verdicts that are kept. */
class IntrospectionTest {
    private static final String TOKEN = "mF_9.B5f-4.1JqM+/=";

    private final TickingClock clock = new TickingClock();
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new Provider();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private TokenVerifier.Builder verifier() {
        Secret secret = Secret.owning("s3cr:t%".getBytes(UTF_8));
        return TokenVerifier.introspectedAt(provider.issuer() + "/introspect", "sm\u00e4tp", secret)
                .client(provider.client())
                .patience(Duration.ofSeconds(5))
                .scope("smtp")
                .clock(clock);
    }

    private void says(String json) {
        provider.on("/introspect", ignored -> Said.json(json));
    }

    private String in(long seconds) {
        return String.valueOf(clock.instant().getEpochSecond() + seconds);
    }

    @Test
    void areAskedAboutAsTheRfcSays() throws Exception {
        says("{\"active\":true,\"sub\":\"tim\",\"scope\":\"mail smtp\"}");

        assertThat(Asking.subjectOrStatus(verifier().build(), TOKEN)).isEqualTo("tim");
        assertThat(provider.asked).singleElement().satisfies(asked -> {
            assertThat(asked.body()).isEqualTo("token=mF_9.B5f-4.1JqM%2B%2F%3D&token_type_hint=access_token");
            assertThat(asked.authorization())
                    .isEqualTo("Basic " + Base64.getEncoder().encodeToString("sm%C3%A4tp:s3cr%3At%25".getBytes(UTF_8)));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'active':true,'sub':'tim','scope':'smtp','aud':['smtp.example.org'],'iss':'https://i','exp':+60}| tim",
                "{'active':true,'sub':'tim','scope':'smtp'}| invalid_token", // for whom?
                "{'active':true,'sub':'tim','scope':'smtp','aud':'other'}| invalid_token",
                "{'active':true,'sub':'tim','scope':'smtp','aud':'smtp.example.org','iss':'https://j'}| invalid_token",
                "{'active':true,'sub':'tim','scope':'smtp','aud':'smtp.example.org','exp':-90}| invalid_token",
                "{'active':true,'sub':'tim','scope':'smtp','aud':'smtp.example.org','nbf':+90}| invalid_token",
                "{'active':true,'sub':'tim','scope':'mail','aud':'smtp.example.org'}| insufficient_scope",
                "{'active':true,'scope':'smtp','aud':'smtp.example.org'}| invalid_token",
                "{'active':false}| invalid_token",
                "{'active':false,'sub':'tim','scope':'smtp','aud':'smtp.example.org'}| invalid_token"
            })
    void areJudgedByWhatIsSaid(String said, String verdict) throws Exception {
        says(said.replace('\'', '"')
                .replace("+60", in(60))
                .replace("-90", in(-90))
                .replace("+90", in(90)));
        TokenVerifier strict =
                verifier().issuer("https://i").audience("smtp.example.org").build();

        assertThat(Asking.subjectOrStatus(strict, TOKEN)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200| {}",
                "200| {\"active\":\"true\",\"sub\":\"tim\",\"scope\":\"smtp\"}",
                "200| {\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\",\"exp\":\"soon\"}",
                "200| nonsense",
                "401| {\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\"}",
                "400| {\"error\":\"invalid_request\"}",
                "500| {\"active\":false}",
                "204| ''"
            })
    void areNeitherValidNorInvalidWhereNobodySays(int status, String body) {
        provider.on("/introspect", ignored -> new Said(status, body));

        assertNobodyKnows(verifier().build());
    }

    @Test
    void areNeitherValidNorInvalidWhileTheProviderIsAway() throws Exception {
        says("{\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\"}");
        TokenVerifier verifier = verifier().build();
        provider.stop();
        assertNobodyKnows(verifier);
        provider.start();

        assertThat(Asking.subjectOrStatus(verifier, TOKEN)).isEqualTo("tim"); // a failure is not kept
    }

    private void assertNobodyKnows(TokenVerifier verifier) {
        assertThatThrownBy(() -> Asking.verdict(verifier, TOKEN))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void areKeptForAMinute() throws Exception {
        says("{\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\"}");
        TokenVerifier verifier = verifier().build();

        Asking.verdict(verifier, TOKEN);
        clock.forward(Duration.ofSeconds(59));
        Asking.verdict(verifier, TOKEN);
        assertThat(provider.asked).hasSize(1);
        Asking.verdict(verifier, TOKEN + "=");
        assertThat(provider.asked).hasSize(2);
        clock.forward(Duration.ofSeconds(2));
        Asking.verdict(verifier, TOKEN);
        assertThat(provider.asked).hasSize(3);
    }

    @Test
    void areNotKeptLongerThanTheyLive() throws Exception {
        says("{\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\",\"exp\":" + in(10) + "}");
        TokenVerifier verifier = verifier().build();
        assertThat(Asking.subjectOrStatus(verifier, TOKEN)).isEqualTo("tim");
        clock.forward(Duration.ofSeconds(11));
        says("{\"active\":false}");

        assertThat(Asking.subjectOrStatus(verifier, TOKEN)).isEqualTo("invalid_token");
    }

    @Test
    void areNotKeptWhenTheyAreRefused() throws Exception {
        says("{\"active\":false}");
        TokenVerifier verifier = verifier().build();
        Asking.verdict(verifier, TOKEN);
        Asking.verdict(verifier, TOKEN);

        assertThat(provider.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void areNotKeptWithoutEnd(long most) throws Exception {
        says("{\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\"}");
        TokenVerifier verifier = verifier().kept(most).build();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20; i++) {
                Asking.verdict(verifier, "token" + i);
            }
        }

        assertThat(provider.asked).hasSizeGreaterThanOrEqualTo(40 - (int) most);
    }

    @Test
    void areAskedAboutOnceForAllAndNobodyCanEndItForTheOthers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        provider.on("/introspect", ignored -> {
            asked.await();
            return Said.json("{\"active\":true,\"sub\":\"tim\",\"scope\":\"smtp\"}");
        });
        TokenVerifier verifier = verifier().build();
        List<CompletionStage<TokenVerdict>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(Asking.ask(verifier, TOKEN));
        }
        answers.remove(0).toCompletableFuture().cancel(true);
        asked.countDown();

        for (CompletionStage<TokenVerdict> answer : answers) {
            assertThat(Asking.get(answer)).isEqualTo(new TokenVerdict.Valid("tim"));
        }
        assertThat(provider.asked).hasSize(1);
    }

    @Test
    void areAskedAboutOverHttpsOnly() {
        Secret secret = Secret.owning(new byte[] {1});

        assertThatThrownBy(() -> TokenVerifier.introspectedAt("http://localhost/introspect", "smtp", secret))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
