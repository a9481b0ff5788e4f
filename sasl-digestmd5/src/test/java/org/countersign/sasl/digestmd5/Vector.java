package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;
import org.countersign.sasl.ConnectionFacts;
import org.jspecify.annotations.Nullable;

/**
 * An exchange known to the octet: the examples of RFC 2831, section 4, and others with the same nonces, which the JDK and we
 * computed independently.
 */
record Vector(
        String name,
        String user,
        @Nullable String realm,
        String password,
        String service,
        String nonce,
        String cnonce,
        Qop qop,
        @Nullable String authorizationId,
        String response,
        String rspauth) {
    static final String HOST = "elwood.innosoft.com";

    private static Vector smtp(String name, String user, String password, String response, String rspauth) {
        return new Vector(
                name,
                user,
                HOST,
                password,
                "smtp",
                "OA6MG9tEQGm2hh",
                "OA6MHXh6VqTrRk",
                Qop.AUTH,
                null,
                response,
                rspauth);
    }

    private Vector qop(Qop other) {
        return new Vector(
                name, user, realm, password, service, nonce, cnonce, other, authorizationId, response, rspauth);
    }

    private Vector service(String other, String serverNonce, String clientNonce) {
        return new Vector(
                name, user, realm, password, other, serverNonce, clientNonce, qop, authorizationId, response, rspauth);
    }

    private Vector as(String other) {
        return new Vector(name, user, realm, password, service, nonce, cnonce, qop, other, response, rspauth);
    }

    /** Those in which the server offers a realm, which ours always does. */
    static Stream<Vector> all() {
        return Stream.of(
                smtp(
                                "the IMAP example of RFC 2831",
                                "chris",
                                "secret",
                                "d388dad90d4bbd760a152321f2143af7",
                                "ea40f60335c427b5527b84dbabcdfffd")
                        .service("imap", "OA6MG9tEQGm2hh", "OA6MHXh6VqTrRk"),
                smtp(
                                "the ACAP example of RFC 2831",
                                "chris",
                                "secret",
                                "6084c6db3fede7352c551284490fd0fc",
                                "2f0b3d7c3c2e486600ef710726aa2eae")
                        .service("acap", "OA9BSXrbuRhWay", "OA9BSuZWMSpW8m"),
                smtp("SMTP", "chris", "secret", "52ff44907f72314481b5c098c708ebf3", "84106ee5cb85c426e7ef928db0e49bfa"),
                smtp(
                                "auth-int",
                                "chris",
                                "secret",
                                "8988217f8e7634a6a846d0716d4a9f1e",
                                "dfcc2e26cf561054a5647129f00fabd2")
                        .qop(Qop.AUTH_INT),
                smtp(
                                "auth-conf",
                                "chris",
                                "secret",
                                "4577d1634ff01c5da98c311f6b1599c8",
                                "b80dccbd58deaea8eea77b563a1e7eae")
                        .qop(Qop.AUTH_CONF),
                smtp(
                                "authzid",
                                "chris",
                                "secret",
                                "9330ae3c0db64759452274414041fc8c",
                                "76889e3936bb9a98fc18b6cfd1f31e54")
                        .as("admin"),
                smtp(
                        "a name with a quote and a backslash, hashed without escapes",
                        "a\"b\\c",
                        "secret",
                        "83fb276e52a12023e7fce1a3793b18af",
                        "0aca76061c193fc698f411b3c0e16cda"),
                smtp(
                        "name and password in Latin-1",
                        "jos\u00e9",
                        "p\u00e4ss",
                        "a00df4d392d0908d62897157d6e98d86",
                        "aa178f3d450782f24564a10a88b67a3c"),
                smtp(
                        "only the name in Latin-1",
                        "jos\u00e9",
                        "\u0440\u0443\u0441",
                        "17fd63c396a7b43b5401bbd09dcb7a92",
                        "c74b649661a594bdbb8c1889da1ab115"),
                smtp(
                        "only the password in Latin-1",
                        "\u0438\u0432\u0430\u043d",
                        "p\u00e4ss",
                        "486f8447ed8c901cb9b068f55a0dd674",
                        "0574833ac5ef3f8fff391e19859e8d8e"));
    }

    /** The one in which the server offers no realm. */
    static Vector withoutRealm() {
        return new Vector(
                "no realm",
                "chris",
                null,
                "secret",
                "smtp",
                "OA6MG9tEQGm2hh",
                "OA6MHXh6VqTrRk",
                Qop.AUTH,
                null,
                "5775c2f500770f99d7bb69a9cbc318f5",
                "a4c52fa5fe6a513731d96c075f634c73");
    }

    ConnectionFacts facts() {
        return ConnectionFacts.of(service, HOST).layersPossible(true).build();
    }

    /** A challenge as in RFC 2831, section 4. */
    byte[] challengeOctets() {
        String realms = realm == null ? "" : "realm=\"" + realm + "\",";
        String ciphers = qop == Qop.AUTH_CONF ? ",cipher=\"3des,rc4\"" : "";
        return (realms + "nonce=\"" + nonce + "\",qop=\"" + qop + "\",algorithm=md5-sess,charset=utf-8" + ciphers)
                .getBytes(UTF_8);
    }

    /** The response as in RFC 2831, section 4. */
    byte[] responseOctets() {
        String realms = realm == null ? "" : ",realm=\"" + realm + "\"";
        return ("charset=utf-8,username=\"" + user.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" + realms
                        + ",nonce=\"" + nonce + "\",nc=00000001,cnonce=\"" + cnonce + "\",digest-uri=\"" + service + "/"
                        + HOST + "\",response=" + response + ",qop=" + qop
                        + (qop == Qop.AUTH_CONF ? ",cipher=3des" : "")
                        + (authorizationId == null ? "" : ",authzid=\"" + authorizationId + "\""))
                .getBytes(UTF_8);
    }

    byte[] answerOctets() {
        return ("rspauth=" + rspauth).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
