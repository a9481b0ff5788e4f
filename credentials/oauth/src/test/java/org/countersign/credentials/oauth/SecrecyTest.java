package org.countersign.credentials.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.countersign.credentials.oauth.Provider.Said;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.junit.jupiter.api.Test;

/** Tokens and secrets are in no log, no exception and no text, however a provider behaves. */
class SecrecyTest {
    private static final Signer SIGNER = Signer.rsa("r");
    private static final String REFRESH_TOKEN = "refresh-token-9a8b7c";
    private static final String CLIENT_SECRET = "client-secret-1a2b3c";

    private final List<String> texts = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            texts.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    @Requirement("SEC-07")
    void isKeptWhateverTheProviderSays_SEC07() throws Exception {
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        log.setLevel(Level.ALL);
        root.addHandler(log);
        root.setLevel(Level.ALL);
        String token = SIGNER.token();
        try (Provider provider = new Provider()) {
            for (Said said : List.of(
                    Said.json("{\"active\":true,\"sub\":\"tim\",\"access_token\":\"" + token
                            + "\",\"token_type\":\"bearer\"}"),
                    Said.json("{\"active\":false,\"why\":\"" + token + "\"}"),
                    Said.json(token),
                    Said.json("{\"" + token),
                    new Said(400, "{\"error\":\"" + REFRESH_TOKEN + "\"}"),
                    new Said(500, token + CLIENT_SECRET))) {
                provider.publish(said.body());
                provider.on("/introspect", ignored -> said);
                provider.on("/token", ignored -> said);
                ask(provider, token);
            }
            provider.stop();
            ask(provider, token);
            provider.start();
        } finally {
            root.removeHandler(log);
            root.setLevel(before);
        }

        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(texts)
                .hasSizeGreaterThan(30)
                .noneSatisfy(text -> assertThat(text)
                        .containsAnyOf(signature, token.substring(0, 80), REFRESH_TOKEN, CLIENT_SECRET));
    }

    private void ask(Provider provider, String token) throws Exception {
        TokenVerifier jwt = TokenVerifier.issuedBy(provider.issuer())
                .audience(Signer.AUDIENCE)
                .client(provider.client())
                .build();
        TokenVerifier introspected = TokenVerifier.introspectedAt(
                        provider.issuer() + "/introspect", "client", secret(CLIENT_SECRET))
                .client(provider.client())
                .build();
        TokenSource source = TokenSource.at(provider.issuer() + "/token", "client")
                .client(provider.client())
                .clientSecret(secret(CLIENT_SECRET))
                .refreshToken(secret(REFRESH_TOKEN), renewed -> {})
                .patience(Duration.ofSeconds(5))
                .build();
        for (Object asked : List.of(jwt, introspected, source)) {
            texts.add(asked.toString());
        }
        for (String text : List.of(token, token + "x", token.replace('.', '~'))) {
            record(Asking.ask(jwt, text));
            record(Asking.ask(introspected, text));
            record(source.get());
            source.forget();
        }
    }

    private void record(CompletionStage<?> stage) throws Exception {
        String outcome = stage.handle((value, failure) -> {
                    StringWriter trace = new StringWriter();
                    if (failure != null) {
                        failure.printStackTrace(new PrintWriter(trace));
                    }
                    return value + " " + trace;
                })
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        texts.add(outcome);
    }

    private static Secret secret(String text) {
        return Secret.owning(text.getBytes(UTF_8));
    }
}
