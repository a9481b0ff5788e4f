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
        if (service < 0 || !uri.substring(0, service).equalsIgnoreCase(server.service())) {
            return false;
        }
        if (host < 0) {
            return isHost(uri.substring(service + 1), server);
        }
        String name = uri.substring(host + 1); // none of ours has another slash in it
        return isHost(uri.substring(service + 1, host), server)
                && (isHost(name, server) || isOneOf(name, server.realms()));
    }

    private static boolean isHost(String name, ConnectionFacts server) {
        return name.equalsIgnoreCase(server.host()) || isOneOf(name, server.aliases());
    }

    private static boolean isOneOf(String name, List<String> names) {
        for (String one : names) {
            if (name.equalsIgnoreCase(one)) {
                return true;
            }
        }
        return false;
    }
}
