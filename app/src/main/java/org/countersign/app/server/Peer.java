package org.countersign.app.server;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.countersign.sasl.ChannelBinding;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as far as the network and TLS tell.
 *
 * @param tls the session, after a handshake; null before
 */
record Peer(InetAddress address, @Nullable SSLSession tls) {

    /** What mechanisms may know of the connection. */
    ConnectionFacts facts(ServerOptions options) {
        ConnectionFacts.Builder facts = ConnectionFacts.of("smtp", options.hostname)
                .aliases(aliases())
                .realms(options.realms.toArray(String[]::new))
                .peerAddress(NetUtil.toAddressString(address))
                .layersPossible(true);
        if (tls != null) {
            facts.tls(facts(tls)).channelBindings(ChannelBinding.ofServer(tls));
        }
        return facts.build();
    }

    /** Whoever is on the same machine need not call it by its name. */
    private String[] aliases() {
        return address.isLoopbackAddress()
                ? new String[] {"localhost", NetUtil.toAddressString(address)}
                : new String[0];
    }

    private static TlsFacts facts(SSLSession tls) {
        Certificate[] own = tls.getLocalCertificates();
        List<Certificate> chain = certificates(tls);
        // a chain that is not verified ends the handshake
        return new TlsFacts(tls.getProtocol(), own == null ? null : own[0], chain, !chain.isEmpty());
    }

    private static List<Certificate> certificates(SSLSession tls) {
        try {
            return List.of(tls.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it has sent none
        }
    }

    /** Of TLS, or null. */
    @Nullable
    String cipherSuite() {
        return tls == null ? null : tls.getCipherSuite();
    }
}
