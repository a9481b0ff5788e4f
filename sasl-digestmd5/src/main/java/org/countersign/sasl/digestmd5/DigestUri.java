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
        int end = digestUri.length;
        int service = slash(digestUri, 0);
        if (service == end || !Latin1.isSpelled(digestUri, 0, service, server.service())) {
            return false;
        }
        int host = slash(digestUri, service + 1);
        if (!isHost(digestUri, service + 1, host, server)) {
            return false;
        }
        int name = host + 1; // none of ours has another slash in it
        return host == end || isHost(digestUri, name, end, server) || isOneOf(digestUri, name, end, server.realms());
    }

    /** Where the next slash is, or the end. */
    private static int slash(byte[] uri, int from) {
        int at = from;
        while (at < uri.length && uri[at] != '/') {
            at++;
        }
        return at;
    }

    private static boolean isHost(byte[] uri, int from, int to, ConnectionFacts server) {
        return Latin1.isSpelled(uri, from, to, server.host()) || isOneOf(uri, from, to, server.aliases());
    }

    private static boolean isOneOf(byte[] uri, int from, int to, List<String> names) {
        for (String one : names) {
            if (Latin1.isSpelled(uri, from, to, one)) {
                return true;
            }
        }
        return false;
    }
}
