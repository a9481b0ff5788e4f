package org.countersign.app.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.app.UnusableFileException;
import org.jspecify.annotations.Nullable;

/** How a server does TLS: versions 1.2 and 1.3, no other (SUB-06). */
@ThreadSafe
public final class ServerTls {
    private ServerTls() {}

    /**
     * TLS with a certificate from files.
     *
     * @param certificates PEM: the server's certificate, then those that lead to its issuer
     * @param key PEM: PKCS #8 without encryption
     * @param clientIssuers PEM: who may have issued certificates of clients, which are then asked for but not required;
     *     null: clients are not asked
     * @throws UnusableFileException if a file can not be read or used
     */
    public static SslContext of(Path certificates, Path key, @Nullable Path clientIssuers)
            throws UnusableFileException {
        CertificateAndKey own = CertificateAndKey.in(certificates, key);
        SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain());
        if (clientIssuers != null) {
            builder.trustManager(PemFiles.certificates(clientIssuers)).clientAuth(ClientAuth.OPTIONAL);
        }
        try {
            return build(builder);
        } catch (SSLException e) {
            throw new UnusableFileException(certificates, e);
        }
    }

    /** TLS with this certificate; clients are not asked for theirs. */
    public static SslContext of(SelfSignedCertificate own) {
        try {
            return build(SslContextBuilder.forServer(own.key(), own.certificate()));
        } catch (SSLException e) {
            throw new IllegalStateException("this Java runtime can not use the certificate that it made", e);
        }
    }

    private static SslContext build(SslContextBuilder builder) throws SSLException {
        return builder.sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }
}
