package org.countersign.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import net.jcip.annotations.ThreadSafe;
import org.countersign.app.Endpoint;
import org.countersign.app.UnusableFileException;
import org.countersign.app.tls.CertificateAndKey;
import org.countersign.sasl.TlsFacts;
import org.jspecify.annotations.Nullable;

/** Which servers a client believes to be who they say, and TLS with them: versions 1.2 and 1.3 only (SEC-10). */
@ThreadSafe
public final class ServerTrust {
    private final TrustManager @Nullable [] managers;
    private final boolean verifies;
    private final SSLContext context;

    private ServerTrust(TrustManager @Nullable [] managers, boolean verifies, KeyManager @Nullable [] own) {
        this.managers = managers;
        this.verifies = verifies;
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(own, managers, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /** What Java trusts. */
    public static ServerTrust ofJava() {
        return new ServerTrust(null, true, null);
    }

    /** Only these certificates and what they have issued. */
    public static ServerTrust in(Collection<? extends Certificate> issuers) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate issuer : issuers) {
                store.setCertificateEntry("issuer-" + store.size(), issuer);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new ServerTrust(factory.getTrustManagers(), true, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no key store", e);
        }
    }

    /**
     * Only the certificates in this file, PEM or DER, and what they have issued.
     *
     * @throws UnusableFileException if it can not be read or holds no certificate
     */
    public static ServerTrust in(Path file) throws UnusableFileException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> issuers =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (issuers.isEmpty()) {
                throw new CertificateException("empty");
            }
            return in(issuers);
        } catch (CertificateException e) {
            throw new UnusableFileException(file, "no certificate");
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }

    /** Whoever answers; what is sent to it is as good as published. */
    public static ServerTrust inAnybody() {
        return new ServerTrust(new TrustManager[] {new Credulous()}, false, null);
    }

    /** The same, and this client certificate for a server that asks for one by its issuer. */
    public ServerTrust presenting(CertificateAndKey own) {
        return new ServerTrust(managers, verifies, own.keyManagers());
    }

    /** Asks over HTTPS whom it trusts; connects within ten seconds, and follows no redirects. */
    public HttpClient httpClient() {
        return HttpClient.newBuilder()
                .sslContext(context)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Does the handshake, in which the name given on the command line is the one to be matched (SMTP-37). */
    SSLSocket handshake(Socket plain, Endpoint server) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (verifies) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    TlsFacts facts(SSLSession session) {
        try {
            Certificate[] own = session.getLocalCertificates();
            return new TlsFacts(
                    session.getProtocol(),
                    own == null ? null : own[0],
                    List.of(session.getPeerCertificates()),
                    verifies);
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("no cipher suite without certificates is enabled", e);
        }
    }
}
