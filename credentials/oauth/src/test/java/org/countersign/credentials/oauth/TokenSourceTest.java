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
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.credentials.oauth.Provider.Asked;
import org.countersign.credentials.oauth.Provider.Said;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens for a client that goes on sending mail. */
class TokenSourceTest {
    private final TickingClock clock = new TickingClock();
    private final AtomicInteger given = new AtomicInteger();
    private final List<String> renewed = new ArrayList<>();
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new Provider();
        provider.publish("{\"keys\":[]}");
        provider.on("/token", asked -> grant(""));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private Said grant(String more) {
        return Said.json("{\"access_token\":\"token-" + given.incrementAndGet()
                + "\",\"token_type\":\"bearer\",\"expires_in\":3600" + more + "}");
    }

    private TokenSource.Builder source() {
        return TokenSource.issuedBy(provider.issuer(), "mailer")
                .client(provider.client())
                .patience(Duration.ofSeconds(5))
                .clock(clock);
    }

    private TokenSource refreshing() {
        return source().refreshToken(secret("refresh+1"), token -> renewed.add(text(token)))
                .build();
    }

    private TokenSource itself() {
        return source().clientSecret(secret("s3cret")).scope("smtp mail").build();
    }

    private static Secret secret(String text) {
        return Secret.owning(text.getBytes(UTF_8));
    }

    private static String text(Secret secret) {
        return new String(secret.octets(), UTF_8);
    }

    private static String token(TokenSource source) throws Exception {
        return text(Asking.get(source.get()));
    }

    private Asked last() {
        return provider.asked.get(provider.asked.size() - 1);
    }

    @Test
    void areGivenToTheProgramItself() throws Exception {
        assertThat(token(itself())).isEqualTo("token-1");
        assertThat(last())
                .isEqualTo(new Asked(
                        "/token",
                        "Basic " + Base64.getEncoder().encodeToString("mailer:s3cret".getBytes(UTF_8)),
                        "grant_type=client_credentials&scope=smtp%20mail"));
    }

    @Test
    void areGivenForARefreshTokenToAProgramWithoutASecret() throws Exception {
        assertThat(token(refreshing())).isEqualTo("token-1");
        assertThat(last())
                .isEqualTo(new Asked(
                        "/token", null, "grant_type=refresh_token&refresh_token=refresh%2B1&client_id=mailer"));
    }

    @Test
    void areUsedUntilShortlyBeforeTheyExpire() throws Exception {
        TokenSource source = refreshing();

        assertThat(token(source)).isEqualTo("token-1");
        clock.forward(Duration.ofMinutes(58));
        assertThat(token(source)).isEqualTo("token-1");
        clock.forward(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(token(source)).isEqualTo("token-2");
        assertThat(token(source)).isEqualTo("token-2");
    }

    @Test
    void areCopiesThatTheirTakerCloses() throws Exception {
        TokenSource source = refreshing();
        Asking.get(source.get()).close();
        Asking.get(source.get()).close();

        assertThat(token(source)).isEqualTo("token-1");
    }

    @Test
    void areAskedForAgainWhenAServerHasRefusedOne() throws Exception {
        TokenSource source = refreshing();
        token(source);
        source.forget();

        assertThat(token(source)).isEqualTo("token-2");
    }

    @Test
    void areUsedOnceWhereNobodySaysHowLongTheyLive() throws Exception {
        provider.on(
                "/token",
                ignored -> Said.json(
                        "{\"access_token\":\"token-" + given.incrementAndGet() + "\",\"token_type\":\"Bearer\"}"));
        TokenSource source = refreshing();

        assertThat(token(source)).isEqualTo("token-1");
        assertThat(token(source)).isEqualTo("token-2");
    }

    @Test
    void comeWithANewRefreshTokenNowAndThen() throws Exception {
        provider.on("/token", ignored -> grant(",\"refresh_token\":\"refresh+2\""));
        TokenSource source = refreshing();
        token(source);
        source.forget();
        token(source);

        assertThat(last().body()).startsWith("grant_type=refresh_token&refresh_token=refresh%2B2&");
        assertThat(renewed).containsExactly("refresh+2");
    }

    @Test
    void areAskedForOnceForAll() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        provider.on("/token", ignored -> {
            asked.await();
            return grant("");
        });
        TokenSource source = itself();
        List<CompletionStage<Secret>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(source.get());
        }
        answers.remove(0).toCompletableFuture().cancel(true);
        asked.countDown();

        for (CompletionStage<Secret> answer : answers) {
            assertThat(text(Asking.get(answer))).isEqualTo("token-1");
        }
        assertThat(provider.count("/token")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"invalid_grant\"}', invalid_grant",
        "401, '{\"error\":\"invalid_client\"}', invalid_client",
        "400, '{\"error\":\"refresh+1 is spent\"}', an unknown error",
        "400, '{\"error\":1}', an unknown error",
        "403, '{}', an unknown error"
    })
    void areRefusedForAReason(int status, String body, String code) {
        provider.on("/token", ignored -> new Said(status, body));

        assertThatThrownBy(() -> token(refreshing()))
                .rootCause()
                .isInstanceOfSatisfying(
                        TokenRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessage("localhost gives no token: " + code);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{}'",
        "200, '{\"access_token\":\"x\"}'",
        "200, '{\"access_token\":\"x\",\"token_type\":\"mac\"}'",
        "200, '{\"access_token\":1,\"token_type\":\"bearer\"}'",
        "200, refresh+1",
        "500, '{\"error\":\"invalid_grant\"}'",
        "302, '{}'",
        "404, nothing here"
    })
    void areNotThereWhileTheProviderIsNotItself(int status, String body) {
        provider.on("/token", ignored -> new Said(status, body));

        assertThatThrownBy(() -> token(refreshing())).hasRootCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void areThereAgainWhenTheProviderIs() throws Exception {
        TokenSource source = refreshing();
        provider.stop();
        assertThatThrownBy(() -> token(source)).hasRootCauseInstanceOf(UnavailableException.class);
        provider.start();

        assertThat(token(source)).isEqualTo("token-1");
    }

    @Test
    void areGoneWhenTheSourceIsClosed() throws Exception {
        TokenSource source = refreshing();
        Secret token = Asking.get(source.get());
        source.close();

        assertThat(text(token)).isEqualTo("token-1"); // a copy
        assertThatThrownBy(() -> token(source)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void needSomethingToShow() {
        TokenSource.Builder nothing = source();

        assertThatThrownBy(nothing::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TokenSource.at("http://localhost/token", "mailer"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenSource.issuedBy("http://localhost", "mailer"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areAskedForAtAnEndpointThatIsKnown() throws Exception {
        TokenSource source = TokenSource.at(provider.issuer() + "/token", "mailer")
                .client(provider.client())
                .clientSecret(secret("s3cret"))
                .build();

        assertThat(token(source)).isEqualTo("token-1");
        assertThat(provider.asked).hasSize(1);
    }
}
