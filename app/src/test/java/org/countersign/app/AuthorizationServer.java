package org.countersign.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.http.SslKeystore;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.tls.SelfSignedCertificate;

/** Somebody else's authorization server, over HTTPS on the loopback interface, which signs with RSA or with ECDSA. */
final class AuthorizationServer implements AutoCloseable {
    static final String AUDIENCE = "smtp.example.org";
    private static final String NAME = "countersign";
    private static final String PASSWORD = "changeit";

    private final SelfSignedCertificate certificate = SelfSignedCertificate.forLocalhost();
    private final ChangingKeys keys;
    private MockOAuth2Server server;
    private int port;
    private boolean stopped;

    private AuthorizationServer(String algorithm) {
        this.keys = new ChangingKeys(algorithm);
    }

    static AuthorizationServer start(String algorithm) throws Exception {
        AuthorizationServer started = new AuthorizationServer(algorithm);
        started.start();
        return started;
    }

    /** Starts again, at the same port. */
    void start() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                NAME, certificate.key(), PASSWORD.toCharArray(), new Certificate[] {certificate.certificate()});
        Ssl ssl = new Ssl(new SslKeystore(PASSWORD, store));
        server = bound(() -> new MockOAuth2Server(new OAuth2Config(
                false, null, null, true, new OAuth2TokenProvider(keys), Set.of(), new NettyWrapper(ssl))));
        port = server.baseUrl().port();
        stopped = false;
    }

    /** The port may be in use for a moment, by a connection that ends. */
    private MockOAuth2Server bound(Supplier<MockOAuth2Server> made) throws Exception {
        for (int attempt = 0; ; attempt++) {
            MockOAuth2Server starting = made.get();
            try {
                starting.start(InetAddress.getByName("localhost"), port);
                return starting;
            } catch (Exception e) {
                if (attempt == 50) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    void stop() {
        server.shutdown();
        stopped = true;
    }

    String issuer() {
        return server.issuerUrl(NAME).toString();
    }

    String tokenEndpoint() {
        return server.tokenEndpointUrl(NAME).toString();
    }

    /** The file of the certificate to trust. */
    String ca(Path folder) throws IOException {
        return Files.writeString(folder.resolve("provider.pem"), certificate.certificatePem())
                .toString();
    }

    /** Signs with another key from now on, and publishes no other. */
    void changeKeys() {
        keys.change();
    }

    String token() {
        return token(Map.of(), 3600);
    }

    /** A token of tim's with claims of its own that lives so many seconds, possibly less than none. */
    String token(Map<String, Object> claims, long seconds) {
        return token(AUDIENCE, claims, seconds);
    }

    String token(String audience, Map<String, Object> claims, long seconds) {
        return server.issueToken(NAME, "tim", audience, claims, seconds).serialize();
    }

    /** The keys of the moment, as published. */
    String publicKeys() {
        return server.getConfig().getTokenProvider().publicJwkSet(NAME).toString();
    }

    /** Whoever asks for the next token gets one of this user's. */
    void nextTokensAreFor(String user) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                NAME, user, "JWT", List.of(AUDIENCE), Map.of("scope", "smtp", "mailbox", user), 3600));
    }

    /** A refresh token, as a browser would bring it home. */
    String refreshToken(Path folder) throws Exception {
        String form = "grant_type=password&client_id=mailer&username=tim&password=x&scope=openid%20offline_access";
        HttpRequest request = HttpRequest.newBuilder(URI.create(tokenEndpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String body = ServerTrust.in(Path.of(ca(folder)))
                .httpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return String.valueOf(JSONObjectUtils.parse(body).get("refresh_token"));
    }

    @Override
    public void close() {
        if (!stopped) {
            stop();
        }
    }

    /** The key of the moment. */
    private static final class ChangingKeys extends KeyProvider {
        private final String algorithm;
        private volatile JWK key;
        private int number;

        ChangingKeys(String algorithm) {
            super(List.of(), algorithm);
            this.algorithm = algorithm;
            change();
        }

        void change() {
            String id = NAME + number++;
            try {
                key = algorithm.startsWith("ES")
                        ? new ECKeyGenerator(Curve.P_256)
                                .keyID(id)
                                .keyUse(KeyUse.SIGNATURE)
                                .algorithm(JWSAlgorithm.parse(algorithm))
                                .generate()
                        : new RSAKeyGenerator(2048)
                                .keyID(id)
                                .keyUse(KeyUse.SIGNATURE)
                                .algorithm(JWSAlgorithm.parse(algorithm))
                                .generate();
            } catch (JOSEException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public JWK signingKey(String keyId) {
            return key;
        }
    }
}
