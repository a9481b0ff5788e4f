package org.countersign.app.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.countersign.app.UnusableFileException;

/** Reads certificates and keys. */
final class PemFiles {
    private static final String NO_KEY = "no private key in PEM (PKCS #8 without encryption)";

    private PemFiles() {}

    /** The certificates in a file, at least one. */
    static X509Certificate[] certificates(Path file) throws UnusableFileException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (found.length == 0) {
                throw new CertificateException("empty");
            }
            return found;
        } catch (CertificateException e) {
            throw new UnusableFileException(file, "no certificate in PEM");
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }

    /** The first private key in a file. */
    static PrivateKey key(Path file) throws UnusableFileException {
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                if (found instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UnusableFileException(file, NO_KEY);
        }
        throw new UnusableFileException(file, NO_KEY);
    }

    private static String text(Path file) throws UnusableFileException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }
}
