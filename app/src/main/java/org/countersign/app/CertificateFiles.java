package org.countersign.app;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import org.countersign.app.tls.ServerTls;
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

    SslContext tls() throws UnusableFileException {
        return ServerTls.of(certificates, key, clientIssuers);
    }
}
