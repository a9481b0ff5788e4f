package org.countersign.sasl.digestmd5;

import java.util.List;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Utf8;

/**
 * Which server the client believes to talk to (RFC 2831, section 2.1.2):
 *
 * <pre>
 *   digest-uri = serv-type "/" host [ "/" serv-name ]
 * </pre>
 */
final class DigestUri {
    private DigestUri() {}

    /** That of the server that these facts name. */
    static byte[] of(ConnectionFacts facts) {
        return Utf8.encode(facts.service() + "/" + facts.host());
    }

    /** Whether it names the server itself, so that nobody can pass on to it what was meant for another (DIG-15). */
    static boolean names(byte[] digestUri, ConnectionFacts server) {
        String uri = Latin1.decode(digestUri);
        int service = uri.indexOf('/');
        int host = uri.indexOf('/', service + 1);
        if (service < 0 || !isName(uri, 0, service, server.service())) {
            return false;
        }
        if (host < 0) {
            return isHost(uri, service + 1, uri.length(), server);
        }
        int name = host + 1; // none of ours has another slash in it
        return isHost(uri, service + 1, host, server)
                && (isHost(uri, name, uri.length(), server) || isOneOf(uri, name, uri.length(), server.realms()));
    }

    private static boolean isHost(String uri, int from, int to, ConnectionFacts server) {
        return isName(uri, from, to, server.host()) || isOneOf(uri, from, to, server.aliases());
    }

    private static boolean isOneOf(String uri, int from, int to, List<String> names) {
        for (String one : names) {
            if (isName(uri, from, to, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String uri, int from, int to, String name) {
        return name.length() == to - from && uri.regionMatches(true, from, name, 0, name.length());
    }
}
