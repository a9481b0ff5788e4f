package org.countersign.app.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
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
        X509Certificate[] chain = PemFiles.certificates(certificates);
        PrivateKey privateKey = PemFiles.key(key);
        // TLS itself would find out at the first handshake only
        if (!areOnePair(privateKey, chain[0].getPublicKey())) {
            throw new UnusableFileException(key, "not the key of the certificate in " + certificates);
        }
        SslContextBuilder builder = SslContextBuilder.forServer(privateKey, chain);
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

    private static boolean areOnePair(PrivateKey key, PublicKey other) {
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(signatureOf(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // keys of different algorithms
        }
    }

    private static String signatureOf(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> keyAlgorithm; // Ed25519 and Ed448 are named like their keys
        };
    }
}
