package org.countersign.credentials.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.TokenError;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens in JWT, and what pretends to be one. */
class JwtTest {
    private static final Signer RSA = Signer.rsa("r");
    private static final Signer EC = Signer.ec("e", Curve.P_256, JWSAlgorithm.ES256);
    private static final Signer STRANGER = Signer.rsa("r");

    private final TokenVerifier verifier = verifier().build();

    private static TokenVerifier.Builder verifier() {
        return TokenVerifier.signedWith(Signer.jwks(RSA, EC))
                .issuer(Signer.ISSUER)
                .audience("imap.example.org", Signer.AUDIENCE)
                .scope("smtp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void isTakenWithRsa(String algorithm) throws Exception {
        Signer signer = new Signer(RSA.key(), JWSAlgorithm.parse(algorithm));

        assertThat(Asking.verdict(verifier, signer.token())).isEqualTo(new TokenVerdict.Valid("tim"));
    }

    static List<Signer> curves() {
        return List.of(
                EC, Signer.ec("3", Curve.P_384, JWSAlgorithm.ES384), Signer.ec("5", Curve.P_521, JWSAlgorithm.ES512));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void isTakenWithEllipticCurves(Signer signer) throws Exception {
        TokenVerifier on = TokenVerifier.signedWith(Signer.jwks(signer))
                .audience(Signer.AUDIENCE)
                .build();

        assertThat(Asking.verdict(on, signer.token())).isEqualTo(new TokenVerdict.Valid("tim"));
    }

    @Test
    void isTakenWithoutAKeyIdOrType() throws Exception {
        assertThat(subject(RSA.sign(Signer.claims(), header -> header.keyID(null))))
                .isEqualTo("tim");
        assertThat(subject(RSA.sign(Signer.claims(), header -> header.type(null))))
                .isEqualTo("tim");
        assertThat(subject(RSA.sign(Signer.claims(), header -> header.type(JOSEObjectType.JWT))))
                .isEqualTo("tim");
    }

    static Stream<Named<String>> forgeries() throws Exception {
        JWTClaimsSet claims = Signer.claims().build();
        String good = RSA.token();
        String[] parts = good.split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        EncryptedJWT encrypted =
                new EncryptedJWT(new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM), claims);
        encrypted.encrypt(new RSAEncrypter(((RSAKey) RSA.key()).toPublicJWK()));
        return Stream.of(
                Named.of("not a JWT", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="),
                Named.of("dots", ".."),
                Named.of("one part more", good + ".x"),
                Named.of("alg none", new PlainJWT(claims).serialize()),
                Named.of("alg none with a signature", none + "." + parts[1] + "." + parts[2]),
                Named.of("no signature", parts[0] + "." + parts[1] + "."),
                Named.of("other claims", parts[0] + "." + EC.token().split("\\.")[1] + "x." + parts[2]),
                Named.of(
                        "HMAC under the public key",
                        hmac(((RSAKey) RSA.key()).toRSAPublicKey().getEncoded())),
                Named.of(
                        "HMAC under the public JWK",
                        hmac(RSA.key().toPublicJWK().toString().getBytes(UTF_8))),
                Named.of("a stranger's key with the same id", STRANGER.token()),
                Named.of(
                        "a key that it brings",
                        STRANGER.sign(
                                Signer.claims(),
                                header -> header.jwk(STRANGER.key().toPublicJWK()))),
                Named.of("an unknown key", Signer.rsa("unknown").token()),
                Named.of("the id of another kind of key", RSA.sign(Signer.claims(), header -> header.keyID("e"))),
                Named.of(
                        "critical and unknown",
                        RSA.sign(
                                Signer.claims(),
                                header -> header.criticalParams(Set.of("x")).customParam("x", 1))),
                Named.of(
                        "another type",
                        RSA.sign(Signer.claims(), header -> header.type(new JOSEObjectType("logout+jwt")))),
                Named.of("encrypted", encrypted.serialize()));
    }

    private static String hmac(byte[] key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r").build(),
                Signer.claims().build());
        jwt.sign(new MACSigner(key));
        return jwt.serialize();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void isRefusedUnlessTheIssuerHasSignedIt(String token) throws Exception {
        assertThat(subject(token)).isEqualTo("invalid_token");
    }

    static Stream<Named<UnaryOperator<JWTClaimsSet.Builder>>> otherClaims() {
        Instant now = Instant.now();
        return Stream.of(
                named("expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(90)))),
                named("never expires", claims -> claims.expirationTime(null)),
                named("not yet valid", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(90)))),
                named("another issuer", claims -> claims.issuer(Signer.ISSUER + "/")),
                named("no issuer", claims -> claims.issuer(null)),
                named("another audience", claims -> claims.audience("imap.example.com")),
                named("no audience", claims -> claims.audience((String) null)),
                named("nobody's", claims -> claims.subject(null)),
                named("a blank name", claims -> claims.subject(" ")));
    }

    private static Named<UnaryOperator<JWTClaimsSet.Builder>> named(
            String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Named.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("otherClaims")
    void isRefusedUnlessItsClaimsAreRight(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        assertThat(subject(RSA.sign(change.apply(Signer.claims())))).isEqualTo("invalid_token");
    }

    @Test
    void isTakenWhereTheClocksDifferALittle() throws Exception {
        Instant now = Instant.now();

        assertThat(subject(RSA.sign(Signer.claims().expirationTime(Date.from(now.minusSeconds(30))))))
                .isEqualTo("tim");
        assertThat(subject(RSA.sign(Signer.claims().notBeforeTime(Date.from(now.plusSeconds(30))))))
                .isEqualTo("tim");
        assertThat(Asking.subjectOrStatus(
                        verifier().skew(Duration.ZERO).build(),
                        RSA.sign(Signer.claims().expirationTime(Date.from(now.minusSeconds(30))))))
                .isEqualTo("invalid_token");
    }

    @Test
    void isForOneOfSeveral() throws Exception {
        assertThat(subject(RSA.sign(Signer.claims().audience(List.of("x", "imap.example.org")))))
                .isEqualTo("tim");
    }

    @Test
    void mustBeGoodForThisAndSaysWhatItLacks() throws Exception {
        TokenVerdict verdict = Asking.verdict(verifier, RSA.sign(Signer.claims().claim("scope", "mail smtpx")));

        assertThat(verdict)
                .isEqualTo(new TokenVerdict.Invalid(new TokenError(
                        "insufficient_scope", "smtp", "https://login.example.org/.well-known/openid-configuration")));
        assertThat(subject(RSA.sign(Signer.claims().claim("scope", null)))).isEqualTo("insufficient_scope");
        assertThat(subject(RSA.sign(Signer.claims().claim("scope", null).claim("scp", "smtp"))))
                .isEqualTo("tim");
        assertThat(subject(RSA.sign(Signer.claims().claim("scope", null).claim("scp", List.of("a", "smtp")))))
                .isEqualTo("tim");
    }

    @Test
    void namesTheUserInTheClaimThatCounts() throws Exception {
        TokenVerifier byEmail = verifier().userClaim("email").build();
        JWTClaimsSet.Builder claims = Signer.claims().claim("email", "tim@example.org");

        assertThat(Asking.subjectOrStatus(byEmail, RSA.sign(claims))).isEqualTo("tim@example.org");
        assertThat(Asking.subjectOrStatus(byEmail, RSA.sign(claims.claim("email_verified", true))))
                .isEqualTo("tim@example.org");
        assertThat(Asking.subjectOrStatus(byEmail, RSA.sign(claims.claim("email_verified", false))))
                .isEqualTo("invalid_token");
        assertThat(Asking.subjectOrStatus(byEmail, RSA.sign(Signer.claims()))).isEqualTo("invalid_token");
        assertThat(Asking.subjectOrStatus(byEmail, RSA.sign(Signer.claims().claim("email", List.of("tim")))))
                .isEqualTo("invalid_token");
        assertThat(subject(RSA.sign(Signer.claims().claim("email_verified", false))))
                .isEqualTo("tim");
    }

    @Test
    void tellsWhatIsWantedWhereThereIsNoToken() throws Exception {
        assertThat(Asking.verdict(verifier, ""))
                .isEqualTo(new TokenVerdict.Invalid(new TokenError(
                        "invalid_token", "smtp", "https://login.example.org/.well-known/openid-configuration")));
    }

    @Test
    void isSignedByAnAlgorithmThatIsAllowed() throws Exception {
        TokenVerifier strict = verifier().algorithms("ES256").build();

        assertThat(Asking.subjectOrStatus(strict, EC.token())).isEqualTo("tim");
        assertThat(Asking.subjectOrStatus(strict, RSA.token())).isEqualTo("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none", "HS512", "x"})
    void isNeverSignedByAnAlgorithmWithoutPublicKeys(String algorithm) {
        TokenVerifier.Builder builder = verifier();

        assertThatThrownBy(() -> builder.algorithms("RS256", algorithm)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsAnAudience() {
        TokenVerifier.Builder builder = TokenVerifier.signedWith(Signer.jwks(RSA));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQ\"}]}"
            })
    void needsPublicKeys(String jwks) {
        assertThatThrownBy(() -> TokenVerifier.signedWith(jwks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2Vj")
                .hasNoCause();
    }

    private String subject(String token) throws Exception {
        return Asking.subjectOrStatus(verifier, token);
    }
}
