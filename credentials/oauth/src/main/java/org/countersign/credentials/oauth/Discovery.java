package org.countersign.credentials.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What an issuer publishes of itself (OpenID Connect Discovery 1.0, section 4). */
final class Discovery {
    private final String issuer;
    private final Https https;

    Discovery(String issuer, Https https) {
        this.issuer = issuer;
        this.https = https;
        Https.required(URI.create(issuer));
    }

    /** Where it is published. */
    static String configuration(String issuer) {
        String without = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return without + "/.well-known/openid-configuration";
    }

    /** The keys with which the issuer signs now. */
    CompletionStage<List<JWK>> keys() {
        return endpoint("jwks_uri").thenCompose(uri -> https.get(uri).thenApply(json -> keys(uri, json)));
    }

    /** The endpoint that the issuer's document says. */
    CompletionStage<URI> endpoint(String name) {
        URI configuration = URI.create(configuration(issuer));
        return https.get(configuration).thenApply(said -> endpoint(configuration, said, name));
    }

    private URI endpoint(URI configuration, Map<String, Object> said, String name) {
        // section 4.3: it must be the very issuer that was asked for
        if (!issuer.equals(said.get("issuer")) || !(said.get(name) instanceof String endpoint)) {
            throw new CompletionException(
                    new UnavailableException(configuration, "not the configuration of the issuer, or without " + name));
        }
        try {
            return Https.required(URI.create(endpoint));
        } catch (IllegalArgumentException e) {
            throw new CompletionException(new UnavailableException(configuration, "no https URI as " + name));
        }
    }

    private static List<JWK> keys(URI from, Map<String, Object> json) {
        try {
            return JWKSet.parse(json).getKeys();
        } catch (ParseException e) {
            throw new CompletionException(new UnavailableException(from, "no set of keys"));
        }
    }
}
