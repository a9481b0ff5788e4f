package org.countersign.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.client.ServerTrust;
import org.countersign.credentials.oauth.TokenVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which bearer tokens a server takes; without one it takes none. */
@NotThreadSafe
final class OAuthOptions {
    @Option(
            names = "--oauth-issuer",
            paramLabel = "URL",
            description =
                    "Takes tokens of this issuer, and so offers OAUTHBEARER and XOAUTH2; its OpenID configuration tells"
                            + " with what keys it signs them.")
    private @Nullable String issuer;

    @Option(
            names = "--oauth-jwks",
            paramLabel = "FILE",
            description =
                    "Takes tokens signed with one of these keys, a JSON Web Key Set; with --oauth-issuer only those"
                            + " that name the issuer.")
    private @Nullable Path keys;

    @Option(
            names = "--oauth-audience",
            paramLabel = "NAME",
            description = "For whom tokens must be: this server, by the name under which the issuer knows it.")
    private List<String> audience = List.of();

    @Option(names = "--oauth-scope", paramLabel = "NAME", description = "What tokens must be good for.")
    private List<String> scope = List.of();

    @Option(
            names = "--oauth-user-claim",
            paramLabel = "CLAIM",
            description = "The claim that names the user, such as email; without it sub.")
    private @Nullable String userClaim;

    @Option(
            names = "--oauth-ca",
            paramLabel = "PEM",
            description = "For connections to the issuer, trust these certificates and no others.")
    private @Nullable Path issuers;

    /**
     * Who verifies tokens; empty if none are taken.
     *
     * @throws CommandFailedException if the options do not fit together; the message is for people
     */
    Optional<TokenVerifier> verifier() throws CommandFailedException, UnusableFileException {
        if (issuer == null && keys == null) {
            if (!audience.isEmpty() || !scope.isEmpty() || userClaim != null || issuers != null) {
                throw misused("--oauth-issuer or --oauth-jwks is needed to verify tokens");
            }
            return Optional.empty();
        }
        if (audience.isEmpty()) {
            throw misused("--oauth-audience is needed: tokens for others must not do here");
        }
        return Optional.of(verifier(keys == null ? issued() : signed(keys)));
    }

    private TokenVerifier verifier(TokenVerifier.Builder tokens) throws CommandFailedException, UnusableFileException {
        tokens.audience(audience.toArray(String[]::new)).scope(scope.toArray(String[]::new));
        if (userClaim != null) {
            tokens.userClaim(userClaim);
        }
        if (issuers != null) {
            tokens.client(ServerTrust.in(issuers).httpClient());
        }
        try {
            return tokens.build();
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private TokenVerifier.Builder issued() throws CommandFailedException {
        try {
            return TokenVerifier.issuedBy(String.valueOf(issuer));
        } catch (IllegalArgumentException e) {
            throw misused("--oauth-issuer: " + e.getMessage());
        }
    }

    private TokenVerifier.Builder signed(Path file) throws UnusableFileException {
        try {
            TokenVerifier.Builder signed = TokenVerifier.signedWith(Files.readString(file));
            return issuer == null ? signed : signed.issuer(issuer);
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }

    private static CommandFailedException misused(String why) {
        return new CommandFailedException(ExitCode.USAGE, why);
    }
}
