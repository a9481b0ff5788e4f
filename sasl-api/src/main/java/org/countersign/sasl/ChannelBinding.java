package org.countersign.sasl;

import java.security.cert.Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * What ties a login to the TLS connection that it runs in, so that a man in the middle with a certificate of its own can
 * not pass it on (RFC 5929, RFC 9266). The octets are computed when a mechanism asks for them. It is of the TLS of this
 * connection: whoever sits behind a proxy that ends TLS has none (CB-08), and a session must not be renegotiated while
 * somebody authenticates (CB-07).
 */
@ThreadSafe
public final class ChannelBinding {
    /** Keying material that only the two ends have (RFC 9266); the type to expect with TLS 1.3. */
    public static final String TLS_EXPORTER = "tls-exporter";

    /** The first Finished message of the latest handshake (RFC 5929, section 3); not defined from TLS 1.3 on. */
    public static final String TLS_UNIQUE = "tls-unique";

    /** A hash of the server's certificate (RFC 5929, section 4). */
    public static final String TLS_SERVER_END_POINT = "tls-server-end-point";

    /** RFC 9266, section 2 (CB-04). */
    private static final String LABEL = "EXPORTER-Channel-Binding";

    private static final int EXPORTED = 32;

    /** As JSSE names the versions before TLS 1.3. */
    private static final Set<String> OLD = Set.of("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2");

    /** Exports keying material of a TLS session (RFC 5705; RFC 8446, section 7.5). */
    @FunctionalInterface
    @ThreadSafe
    public interface Exporter {
        /**
         * The octets, or null where the session can not export: one of TLS 1.2 without the extended master secret.
         *
         * @param label ASCII, without a terminating NUL
         * @param context present although it is empty
         * @param length how many octets, 1 or more
         */
        byte @Nullable [] export(String label, byte[] context, int length);
    }

    /** By type, with the one that a peer expects of this version of TLS first. */
    private final Map<String, Octets> octets;

    private final boolean uniqueIsDefined;

    @FunctionalInterface
    private interface Octets {
        byte @Nullable [] compute();
    }

    private ChannelBinding(Map<String, Octets> octets, boolean uniqueIsDefined) {
        this.octets = octets;
        this.uniqueIsDefined = uniqueIsDefined;
    }

    /**
     * The bindings of a session of any TLS stack.
     *
     * @param version as the stack names it, such as {@code TLSv1.3}
     * @param server the certificate that the server has sent, or null
     * @param exporter null where the stack has none
     */
    public static ChannelBinding of(String version, @Nullable Certificate server, @Nullable Exporter exporter) {
        Map<String, Octets> octets = new LinkedHashMap<>();
        boolean old = OLD.contains(version);
        Octets exported = exporter == null ? null : () -> exporter.export(LABEL, new byte[0], EXPORTED);
        EndPointHash endPoint = EndPointHash.of(server);
        if (exported != null && !old) {
            octets.put(TLS_EXPORTER, exported);
        }
        if (endPoint != null) {
            octets.put(TLS_SERVER_END_POINT, endPoint::octets);
        }
        if (exported != null && old) {
            octets.put(TLS_EXPORTER, exported); // permitted, but few expect it
        }
        return new ChannelBinding(octets, old);
    }

    /** The bindings of a server's JSSE session after the handshake; with an exporter from JDK 25 on. */
    public static ChannelBinding ofServer(SSLSession session) {
        Certificate[] own = session.getLocalCertificates();
        return of(session.getProtocol(), own == null ? null : own[0], JsseExporter.of(session));
    }

    /** The bindings of a client's JSSE session after the handshake; with an exporter from JDK 25 on. */
    public static ChannelBinding ofClient(SSLSession session) {
        return of(session.getProtocol(), peer(session), JsseExporter.of(session));
    }

    private static @Nullable Certificate peer(SSLSession session) {
        try {
            return session.getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null; // it has sent none
        }
    }

    /**
     * The same, with {@link #TLS_UNIQUE} where it is defined, below TLS 1.3 (CB-02). JSSE does not tell it.
     *
     * @param firstFinished gives the client's Finished message after a full handshake, the server's after a resumed one;
     *     null if it is not safe, because the session has no extended master secret (RFC 7627) and can be resumed (CB-03)
     */
    public ChannelBinding tlsUnique(Supplier<byte @Nullable []> firstFinished) {
        if (!uniqueIsDefined) {
            return this;
        }
        Map<String, Octets> more = new LinkedHashMap<>();
        more.put(TLS_UNIQUE, firstFinished::get);
        more.putAll(octets);
        return new ChannelBinding(more, true);
    }

    /** The types that there are, with the one that a peer expects of this version of TLS first. */
    public Set<String> types() {
        return Collections.unmodifiableSet(octets.keySet());
    }

    /** The octets of a binding, computed now; null when there are none of this type after all. */
    public byte @Nullable [] octets(String type) {
        Octets known = octets.get(type);
        return known == null ? null : known.compute();
    }

    @Override
    public String toString() {
        return "ChannelBinding" + types();
    }
}
