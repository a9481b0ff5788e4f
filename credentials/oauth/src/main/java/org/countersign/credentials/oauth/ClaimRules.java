package org.countersign.credentials.oauth;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.TokenError;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a token whose issuer is already known to have made it: for whom it is, when, for what, and whose it is
 * (RFC 9068, section 4; RFC 7662, section 2.2).
 */
final class ClaimRules {
    private final DefaultJWTClaimsVerifier<SecurityContext> verifier;
    private final @Nullable String issuer;
    private final Set<String> scope;
    private final String userClaim;
    private final TokenError invalid;
    private final Duration longest;
    private final Clock clock;

    ClaimRules(TokenVerifier.Builder from, Set<String> required, Duration longest) {
        this.verifier = verifier(from, required);
        this.issuer = from.issuer;
        this.scope = from.scope;
        this.userClaim = from.userClaim;
        this.invalid = new TokenError("invalid_token", String.join(" ", scope), configuration(from.issuer));
        this.longest = longest;
        this.clock = from.clock;
    }

    /** Where a client may learn more, if the issuer is one that publishes it. */
    private static String configuration(@Nullable String issuer) {
        return issuer != null && issuer.startsWith("https://") ? Discovery.configuration(issuer) : "";
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> verifier(
            TokenVerifier.Builder from, Set<String> required) {
        Clock clock = from.clock;
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(from.audience.isEmpty() ? null : from.audience, null, required, null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) from.skew.toSeconds());
        return verifier;
    }

    Judgement judge(JWTClaimsSet claims) {
        try {
            verifier.verify(claims, null);
        } catch (BadJWTException e) {
            return invalid();
        }
        String made = claims.getIssuer();
        String user = user(claims);
        if (user == null || (issuer != null && made != null && !issuer.equals(made))) {
            return invalid();
        }
        if (!scope(claims).containsAll(scope)) {
            return insufficientScope();
        }
        Instant latest = clock.instant().plus(longest);
        Date expires = claims.getExpirationTime();
        boolean sooner = expires != null && expires.toInstant().isBefore(latest);
        return new Judgement(new TokenVerdict.Valid(user), sooner ? expires.toInstant() : latest);
    }

    /** The token is none; what would be one is told with it. Not kept: the issuer's keys may be newer the next time. */
    Judgement invalid() {
        return new Judgement(new TokenVerdict.Invalid(invalid), Instant.EPOCH);
    }

    private Judgement insufficientScope() {
        TokenError why = new TokenError("insufficient_scope", invalid.scope(), invalid.openidConfiguration());
        return new Judgement(new TokenVerdict.Invalid(why), Instant.EPOCH);
    }

    /** Whose token it is, or null if it does not say so in a text, or in an address that nobody has verified. */
    private @Nullable String user(JWTClaimsSet claims) {
        Object said = claims.getClaim(userClaim);
        Object verified = claims.getClaim("email_verified");
        boolean doubtful = userClaim.equals("email") && verified != null && !"true".equals(verified.toString());
        return said instanceof String user && !user.isBlank() && !doubtful ? user : null;
    }

    /** The scopes in {@code scope} (RFC 8693, section 4.2), or as Microsoft and Okta have them in {@code scp}. */
    private static Set<String> scope(JWTClaimsSet claims) {
        Set<String> all = new HashSet<>();
        for (String claim : List.of("scope", "scp")) {
            Object said = claims.getClaim(claim);
            if (said instanceof String text) {
                all.addAll(Arrays.asList(text.split(" ")));
            } else if (said instanceof Collection<?> several) {
                several.forEach(one -> all.add(String.valueOf(one)));
            }
        }
        return all;
    }
}
