package org.countersign.app;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.countersign.app.tls.ServerTls;
import org.countersign.credentials.certificates.CertificateName;
import org.countersign.credentials.certificates.CertificateUsers;
import org.countersign.sasl.server.Directory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server that has TLS. */
final class CertificateFiles {
    @Option(
            names = "--cert",
            required = true,
            paramLabel = "PEM",
            description = "The server's certificate, and those that lead to its issuer.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path certificates;

    @Option(names = "--key", required = true, paramLabel = "PEM", description = "Its key: PKCS #8 without encryption.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path key;

    @Option(
            names = "--client-ca",
            paramLabel = "PEM",
            description = "Asks clients for a certificate, which one of these must have issued.")
    private @Nullable Path clientIssuers;

    @Option(
            names = "--client-name",
            split = ",",
            paramLabel = "PLACE",
            description = "Where a client's certificate names its user for EXTERNAL, the first place that has a name:"
                    + " ${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
    private List<CertificateName> clientNames = List.of(CertificateName.RFC822_NAME, CertificateName.COMMON_NAME);

    /** Which of the users a client is by its certificate; empty where clients are not asked for one. */
    Optional<CertificateUsers> clients(Directory users) {
        return clientIssuers == null ? Optional.empty() : Optional.of(CertificateUsers.of(users, clientNames));
    }

    SslContext tls() throws UnusableFileException {
        return ServerTls.of(certificates, key, clientIssuers);
    }
}
