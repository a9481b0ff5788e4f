package org.countersign.app.server;

import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.countersign.sasl.TlsFacts;

/** What a handshake has shown. */
final class PeerTls {
    private PeerTls() {}

    static TlsFacts facts(SSLSession session) {
        Certificate[] local = session.getLocalCertificates();
        List<Certificate> peer = peerCertificates(session);
        // a chain that did not verify would have ended the handshake
        return new TlsFacts(session.getProtocol(), local == null ? null : local[0], peer, !peer.isEmpty());
    }

    private static List<Certificate> peerCertificates(SSLSession session) {
        try {
            return List.of(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it sent none
        }
    }
}
