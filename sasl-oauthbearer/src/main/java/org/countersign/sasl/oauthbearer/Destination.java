package org.countersign.sasl.oauthbearer;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.bearer.BearerFields;
import org.jspecify.annotations.Nullable;

/**
 * The server that a message is meant for: the fields {@code host} and {@code port} (RFC 7628, section 3.1).
 *
 * @param host empty when absent
 * @param port 0 when absent
 */
record Destination(String host, int port) {
    static final Set<String> KEYS = Set.of("auth", "host", "port");

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}"); // OAUTH-03
    private static final int DNS_NAME = 2; // RFC 5280, section 4.2.1.6
    private static final int IP_ADDRESS = 7;

    /** The destination that these fields name, or null if the port is none. */
    static @Nullable Destination of(BearerFields fields) {
        String host = fields.text("host");
        String port = fields.text("port");
        if (port != null && !PORT.matcher(port).matches()) {
            return null;
        }
        return new Destination(host == null ? "" : host, port == null ? 0 : Integer.parseInt(port));
    }

    /** Where a client is connected to. */
    static Destination of(ConnectionFacts facts) {
        return new Destination(facts.host(), facts.port());
    }

    /** The fields, with what comes between a header and fields. */
    String fields() {
        String separator = String.valueOf((char) BearerFields.SEPARATOR);
        return separator
                + (host.isEmpty() ? "" : "host=" + host + separator)
                + (port == 0 ? "" : "port=" + port + separator);
    }

    /**
     * Whether this is the server of which these are the facts, as far as it is said and known (OAUTH-04). A server is known
     * by its names, and by those in the certificate that it shows: a client that verified one of them uses it.
     */
    boolean is(ConnectionFacts facts) {
        boolean samePort = port == 0 || facts.port() == 0 || port == facts.port();
        boolean sameName = host.isEmpty()
                || host.equalsIgnoreCase(facts.host())
                || facts.aliases().stream().anyMatch(host::equalsIgnoreCase);
        return samePort && (sameName || isCertified(facts.tls()));
    }

    private boolean isCertified(@Nullable TlsFacts tls) {
        if (tls == null || !(tls.localCertificate() instanceof X509Certificate certificate)) {
            return false;
        }
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(this::isNamed);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private boolean isNamed(List<?> alternative) {
        Object type = alternative.get(0);
        String name = String.valueOf(alternative.get(1));
        int label = host.indexOf('.');
        boolean wildcard = type.equals(DNS_NAME) && name.startsWith("*.") && label > 0;
        return (type.equals(DNS_NAME) || type.equals(IP_ADDRESS))
                && name.equalsIgnoreCase(wildcard ? "*" + host.substring(label) : host);
    }
}
