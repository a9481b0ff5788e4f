package org.countersign.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Bearer tokens of tim's, good ones and others. */
enum Tokens {
    GOOD,
    EXPIRED,
    WRONG_AUDIENCE,
    WRONG_KEY;

    static final String AUDIENCE = "smtp.example.org";
    /** Of 32 octets, for servers that share a key with whoever issues tokens. */
    static final String SHARED_KEY = "0123456789abcdef0123456789abcdef";

    private static final ECKey KEY = key();
    private static final ECKey OTHER_KEY = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("interop").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The public key, as an issuer publishes it. */
    static String jwks() {
        return new JWKSet(KEY).toString();
    }

    /** Signed with a key of its own. */
    String signed() throws JOSEException {
        return sign(JWSAlgorithm.ES256, new ECDSASigner(this == WRONG_KEY ? OTHER_KEY : KEY));
    }

    /** Signed with the shared key. */
    String shared() throws JOSEException {
        String key = this == WRONG_KEY ? SHARED_KEY.replace('0', '1') : SHARED_KEY;
        return sign(JWSAlgorithm.HS256, new MACSigner(key.getBytes(StandardCharsets.US_ASCII)));
    }

    private String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example.org")
                        .subject("tim")
                        .audience(this == WRONG_AUDIENCE ? "imap.example.org" : AUDIENCE)
                        .issueTime(Date.from(now.minusSeconds(600)))
                        .notBeforeTime(Date.from(now.minusSeconds(600)))
                        .expirationTime(Date.from(now.plusSeconds(this == EXPIRED ? -300 : 3600)))
                        .claim("scope", "smtp")
                        .build());
        token.sign(signer);
        return token.serialize();
    }
}
