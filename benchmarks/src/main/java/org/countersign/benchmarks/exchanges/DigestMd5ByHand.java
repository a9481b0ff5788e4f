package org.countersign.benchmarks.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.countersign.benchmarks.Jdk;
import org.countersign.sasl.Seams;

/** DIGEST-MD5 as somebody writes it who needs nothing else: {@code auth} only, no framework, no limits, no audit. */
final class DigestMd5ByHand {
    private static final HexFormat HEX = HexFormat.of();
    private static final String DIGEST_URI = "smtp/" + Setting.HOST;

    private final Map<String, byte[]> hashes;
    private final Seams seams;

    /** Knows users by their MD5 of {@code user:realm:password}. */
    DigestMd5ByHand(Map<String, byte[]> hashes, Seams seams) {
        this.hashes = hashes;
        this.seams = seams;
    }

    static byte[] hash(String user, String realm, String password) {
        return md5((user + ":" + realm + ":" + password).getBytes(UTF_8));
    }

    String nonce() {
        byte[] octets = new byte[16];
        seams.fillNonce(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    byte[] challenge(String nonce) {
        return ("realm=\"" + Setting.HOST + "\",nonce=\"" + nonce + "\",qop=\"auth\",charset=utf-8,algorithm=md5-sess")
                .getBytes(UTF_8);
    }

    /** The server's proof, or nothing. */
    byte[] verify(String nonce, byte[] response) {
        Map<String, String> directives = directives(response);
        byte[] hash = hashes.get(directives.getOrDefault("username", ""));
        if (hash == null
                || !nonce.equals(directives.get("nonce"))
                || !"00000001".equals(directives.get("nc"))
                || !Setting.HOST.equals(directives.get("realm"))
                || !DIGEST_URI.equals(directives.get("digest-uri"))) {
            return new byte[0];
        }
        byte[] sessionKey = sessionKey(hash, directives);
        String expected = proof(sessionKey, "AUTHENTICATE:", directives);
        boolean right = MessageDigest.isEqual(
                expected.getBytes(UTF_8),
                directives.getOrDefault("response", "").getBytes(UTF_8));
        return right ? ("rspauth=" + proof(sessionKey, ":", directives)).getBytes(UTF_8) : new byte[0];
    }

    /** What a client answers to anybody's challenge. */
    static byte[] respond(String user, byte[] hash, byte[] challenge) {
        Map<String, String> directives = directives(challenge);
        directives.put("cnonce", "OA6MHXh6VqTrRk");
        directives.put("nc", "00000001");
        directives.put("qop", "auth");
        directives.put("digest-uri", DIGEST_URI);
        String proof = proof(sessionKey(hash, directives), "AUTHENTICATE:", directives);
        return ("charset=utf-8,username=\"" + user + "\",realm=\"" + directives.get("realm") + "\",nonce=\""
                        + directives.get("nonce") + "\",nc=00000001,cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\""
                        + directives.get("digest-uri") + "\",response=" + proof + ",qop=auth")
                .getBytes(UTF_8);
    }

    private static byte[] sessionKey(byte[] hash, Map<String, String> directives) {
        byte[] rest = (":" + directives.get("nonce") + ":" + directives.get("cnonce")).getBytes(UTF_8);
        MessageDigest md5 = Jdk.digest("MD5");
        md5.update(hash);
        return md5.digest(rest);
    }

    private static String proof(byte[] sessionKey, String method, Map<String, String> directives) {
        String a2 = HEX.formatHex(md5((method + directives.get("digest-uri")).getBytes(UTF_8)));
        String text = HEX.formatHex(sessionKey) + ":" + directives.get("nonce") + ":" + directives.get("nc") + ":"
                + directives.get("cnonce") + ":" + directives.get("qop") + ":" + a2;
        return HEX.formatHex(md5(text.getBytes(UTF_8)));
    }

    private static byte[] md5(byte[] octets) {
        return Jdk.digest("MD5").digest(octets);
    }

    /** Directives without blanks and without escapes, which is how everybody here writes them. */
    private static Map<String, String> directives(byte[] message) {
        Map<String, String> directives = new HashMap<>();
        String text = new String(message, UTF_8);
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            boolean quoted = text.charAt(equals + 1) == '"';
            int start = quoted ? equals + 2 : equals + 1;
            int end = text.indexOf(quoted ? '"' : ',', start);
            end = end < 0 ? text.length() : end;
            directives.put(text.substring(at, equals), text.substring(start, end));
            at = quoted ? end + 2 : end + 1;
        }
        return directives;
    }
}
