package org.countersign.sasl;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate as sent, and the hash of its signature, which is the hash of {@code tls-server-end-point}
 * (RFC 5929, section 4.1; CB-05).
 */
@ThreadSafe
record EndPointHash(X509Certificate certificate, String algorithm) {
    /** Such as {@code SHA256withRSA}, {@code SHA512/256withECDSA}, {@code SHA3-384withRSA}. */
    private static final Pattern NAME = Pattern.compile("(MD5|SHA1|SHA3-\\d+|SHA\\d+(?:/\\d+)?)WITH\\w+");

    private static final Pattern SHA_2 = Pattern.compile("SHA(\\d+.*)");

    /** Null where the certificate has no such hash: none at all, or a signature without one (Ed25519, Ed448). */
    static @Nullable EndPointHash of(@Nullable Certificate certificate) {
        if (!(certificate instanceof X509Certificate x509)) {
            return null;
        }
        String hash = hash(x509);
        String algorithm = hash == null ? null : algorithm(hash);
        return algorithm == null ? null : new EndPointHash(x509, algorithm);
    }

    /** The hash of the signature, in whatever spelling, or null. */
    private static @Nullable String hash(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.equals("RSASSA-PSS")) {
            return pssHash(certificate.getSigAlgParams());
        }
        Matcher name = NAME.matcher(signature);
        return name.matches() ? name.group(1) : null;
    }

    private static @Nullable String pssHash(byte @Nullable [] parameters) {
        if (parameters == null) {
            return null; // they must be there (RFC 4055, section 3.1)
        }
        try {
            AlgorithmParameters parsed = AlgorithmParameters.getInstance("RSASSA-PSS");
            parsed.init(parameters);
            return parsed.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (NoSuchAlgorithmException | IOException | InvalidParameterSpecException e) {
            return null;
        }
    }

    /** As {@link MessageDigest} names it; null if this Java runtime has no such hash. */
    private static @Nullable String algorithm(String hash) {
        boolean weak = hash.equals("MD5") || hash.equals("SHA1") || hash.equals("SHA-1");
        String name = weak ? "SHA-256" : SHA_2.matcher(hash).replaceFirst("SHA-$1");
        try {
            return hash.startsWith("SHA3-")
                    ? MessageDigest.getInstance(hash).getAlgorithm()
                    : MessageDigest.getInstance(name).getAlgorithm();
        } catch (NoSuchAlgorithmException e) {
            return null;
        }
    }

    byte[] octets() {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("the certificate was taken, and can not be hashed", e);
        }
    }
}
