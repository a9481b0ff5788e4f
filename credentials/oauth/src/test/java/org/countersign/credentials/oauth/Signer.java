package org.countersign.credentials.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** A key, and what it signs. */
record Signer(JWK key, JWSAlgorithm algorithm) {
    static final String ISSUER = "https://login.example.org";
    static final String AUDIENCE = "smtp.example.org";

    static Signer rsa(String keyId) {
        return rsa(keyId, JWSAlgorithm.RS256);
    }

    static Signer rsa(String keyId, JWSAlgorithm algorithm) {
        try {
            return new Signer(new RSAKeyGenerator(2048).keyID(keyId).generate(), algorithm);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static Signer ec(String keyId, Curve curve, JWSAlgorithm algorithm) {
        try {
            return new Signer(new ECKeyGenerator(curve).keyID(keyId).generate(), algorithm);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String jwks(Signer... signers) {
        List<JWK> keys = Arrays.stream(signers).map(Signer::key).toList();
        return new JWKSet(keys).toPublicJWKSet().toString();
    }

    /** Claims of a good token of tim's. */
    static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("tim")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .claim("scope", "mail smtp");
    }

    String token() {
        return sign(claims());
    }

    String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, header -> header);
    }

    String sign(JWTClaimsSet.Builder claims, UnaryOperator<JWSHeader.Builder> header) {
        try {
            SignedJWT jwt = new SignedJWT(
                    header.apply(new JWSHeader.Builder(algorithm)
                                    .type(new JOSEObjectType("at+jwt"))
                                    .keyID(key.getKeyID()))
                            .build(),
                    claims.build());
            jwt.sign(key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
