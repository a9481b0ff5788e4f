package org.countersign.app.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import net.jcip.annotations.Immutable;
import org.countersign.app.UnusableFileException;

/**
 * What a side of TLS proves itself with.
 *
 * @param chain its certificate, then those that lead to its issuer
 */
@Immutable
public record CertificateAndKey(List<X509Certificate> chain, PrivateKey key) {
    public CertificateAndKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both from files.
     *
     * @param certificates PEM: the certificate, then those that lead to its issuer
     * @param key PEM: PKCS #8 without encryption
     * @throws UnusableFileException if a file can not be read or used, or they are not a pair
     */
    public static CertificateAndKey in(Path certificates, Path key) throws UnusableFileException {
        X509Certificate[] chain = PemFiles.certificates(certificates);
        PrivateKey privateKey = PemFiles.key(key);
        // TLS itself would find out at the first handshake only
        if (!areOnePair(privateKey, chain[0].getPublicKey())) {
            throw new UnusableFileException(key, "not the key of the certificate in " + certificates);
        }
        return new CertificateAndKey(List.of(chain), privateKey);
    }

    /** For JSSE. */
    public KeyManager[] keyManagers() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            char[] noPassword = new char[0]; // the store is never written
            store.setKeyEntry("own", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, noPassword);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no key store", e);
        }
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

    /** Without the key (SEC-07). */
    @Override
    public String toString() {
        return "CertificateAndKey[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
