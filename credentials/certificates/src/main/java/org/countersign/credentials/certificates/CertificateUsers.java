package org.countersign.credentials.certificates;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Answerer;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.Directory;
import org.jspecify.annotations.Nullable;

/**
 * Takes users from the certificates that TLS has verified, for {@code ServerSide.Builder.peers}. A certificate stands for
 * the user of a directory whom it names in the first of some places where it has a name at all: a certificate with another
 * e-mail address does not become a user's by its common name. It stands for nobody if there are several names in that
 * place, if SASLprep (RFC 4013) refuses the name, or if the directory does not know it.
 */
@ThreadSafe
public final class CertificateUsers implements Answerer<IdentifyPeer, Optional<String>> {
    private static final CompletionStage<Optional<String>> NOBODY = CompletableFuture.completedFuture(Optional.empty());

    private final Directory directory;
    private final List<CertificateName> places;

    private CertificateUsers(Directory directory, List<CertificateName> places) {
        this.directory = directory;
        this.places = places;
    }

    /**
     * The users of a directory.
     *
     * @param places where a certificate may name its user, the most trusted first; at least one
     */
    public static CertificateUsers of(Directory directory, List<CertificateName> places) {
        Objects.requireNonNull(directory, "directory");
        if (places.isEmpty()) {
            throw new IllegalArgumentException("nowhere to look for a name");
        }
        return new CertificateUsers(directory, List.copyOf(places));
    }

    @Override
    public CompletionStage<Optional<String>> answer(IdentifyPeer question, Attempt attempt) {
        String name = name(attempt.facts().tls());
        return name == null ? NOBODY : user(name);
    }

    private CompletionStage<Optional<String>> user(String name) {
        return directory.find(directory.canonical(name), "").thenApply(account -> account.map(Account::user));
    }

    private @Nullable String name(@Nullable TlsFacts tls) {
        if (tls == null || !tls.peerVerified() || tls.peerCertificates().isEmpty()) {
            return null;
        }
        return tls.peerCertificates().get(0) instanceof X509Certificate certificate ? name(certificate) : null;
    }

    private @Nullable String name(X509Certificate certificate) {
        try {
            for (CertificateName place : places) {
                List<String> names = place.in(certificate);
                if (!names.isEmpty()) {
                    return names.size() == 1 ? SaslPrep.query(names.get(0)) : null;
                }
            }
            return null;
        } catch (CertificateParsingException e) {
            return null;
        }
    }
}
