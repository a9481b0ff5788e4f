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
        String[] parts = Latin1.decode(digestUri).split("/", -1);
        return (parts.length == 2 || parts.length == 3)
                && parts[0].equalsIgnoreCase(server.service())
                && isHost(parts[1], server)
                && (parts.length == 2 || isHost(parts[2], server) || isOneOf(parts[2], server.realms()));
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
