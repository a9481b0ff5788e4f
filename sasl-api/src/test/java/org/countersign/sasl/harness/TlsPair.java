package org.countersign.sasl.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The two ends of a TLS connection over the loopback interface, after the handshake. */
public record TlsPair(SSLSession client, SSLSession server) {
    private static final String CERTIFICATES = "/org/countersign/sasl/certificates/";

    /** A connection of this version whose server has the certificate of this name. */
    public static TlsPair of(String version, String certificate, String keyAlgorithm)
            throws IOException, GeneralSecurityException {
        SSLContext context = context(certificate, keyAlgorithm);
        try (SSLServerSocket listener = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = context.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            listener.setEnabledProtocols(new String[] {version});
            SSLSocket accepted = (SSLSocket) listener.accept();
            CompletableFuture<SSLSession> server = CompletableFuture.supplyAsync(accepted::getSession);
            SSLSession session = ((SSLSocket) client).getSession();
            try (accepted) {
                return new TlsPair(session, server.join());
            }
        }
    }

    /** The certificate of this name. */
    public static Certificate certificate(String name) {
        try (InputStream pem = TlsPair.class.getResourceAsStream(CERTIFICATES + name + ".pem")) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(String name, String keyAlgorithm) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key(name, keyAlgorithm), new char[0], new Certificate[] {certificate(name)});
        store.setCertificateEntry("trusted", certificate(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static PrivateKey key(String name, String algorithm) throws IOException, GeneralSecurityException {
        try (InputStream pem = TlsPair.class.getResourceAsStream(CERTIFICATES + name + ".key")) {
            String base64 = new String(pem.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .replaceAll("-----[A-Z ]+-----", "");
            byte[] octets = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
        }
    }
}
