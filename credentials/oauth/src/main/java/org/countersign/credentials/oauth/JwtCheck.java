package org.countersign.credentials.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSecurityContextJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWKSecurityContext;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.credentials.oauth.KeySource.Keys;
import org.jspecify.annotations.Nullable;

/**
 * JWT access tokens (RFC 9068). Only public keys of the issuer verify, with an algorithm that is allowed: a token that is not
 * signed, that is signed with HMAC under what everybody knows, or that brings its own key, is none.
 */
final class JwtCheck implements TokenCheck {
    private final KeySource keys;
    private final Set<JWSAlgorithm> algorithms;
    private final DefaultJWTProcessor<JWKSecurityContext> processor = new DefaultJWTProcessor<>();
    private final ClaimRules rules;
    private final Executor executor;

    JwtCheck(KeySource keys, Set<JWSAlgorithm> algorithms, ClaimRules rules, Executor executor) {
        this.keys = keys;
        this.algorithms = algorithms;
        this.rules = rules;
        this.executor = executor;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new JWKSecurityContextJWKSet()));
        // null: many issuers say no type; what distinguishes an ID token is its audience
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        processor.setJWTClaimsSetVerifier(null); // the rules are asked afterwards
    }

    @Override
    public CompletionStage<Judgement> check(String token) {
        SignedJWT jwt = parse(token);
        if (jwt == null || !algorithms.contains(jwt.getHeader().getAlgorithm())) {
            return CompletableFuture.completedFuture(rules.invalid());
        }
        return keys.current().thenComposeAsync(known -> verify(jwt, known), executor);
    }

    private static @Nullable SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            return null; // a message that might quote it goes no further
        }
    }

    private CompletionStage<Judgement> verify(SignedJWT jwt, Keys known) {
        JWTClaimsSet claims = claims(jwt, known);
        String keyId = jwt.getHeader().getKeyID();
        if (claims != null || (keyId != null && known.have(keyId))) {
            return CompletableFuture.completedFuture(judge(claims));
        }
        return keys.newerThan(known)
                .thenApplyAsync(newer -> judge(newer == known ? null : claims(jwt, newer)), executor);
    }

    private Judgement judge(@Nullable JWTClaimsSet claims) {
        return claims == null ? rules.invalid() : rules.judge(claims);
    }

    /** The claims, or null if none of the keys has signed them. */
    private @Nullable JWTClaimsSet claims(SignedJWT jwt, Keys signers) {
        try {
            return processor.process(jwt, new JWKSecurityContext(signers.all));
        } catch (BadJOSEException | JOSEException e) {
            return null;
        }
    }
}
