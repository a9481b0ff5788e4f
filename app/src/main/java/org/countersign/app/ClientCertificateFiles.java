package org.countersign.app;

import java.nio.file.Path;
import org.countersign.app.client.ServerTrust;
import org.countersign.app.tls.CertificateAndKey;
import picocli.CommandLine.Option;

/** The options of a client that has a certificate. */
final class ClientCertificateFiles {
    @Option(
            names = "--client-cert",
            required = true,
            paramLabel = "PEM",
            description = "Your certificate, and those that lead to its issuer, for servers that ask for one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path certificates;

    @Option(
            names = "--client-key",
            required = true,
            paramLabel = "PEM",
            description = "Its key: PKCS #8 without encryption.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path key;

    ServerTrust presentedTo(ServerTrust servers) throws UnusableFileException {
        return servers.presenting(CertificateAndKey.in(certificates, key));
    }
}
