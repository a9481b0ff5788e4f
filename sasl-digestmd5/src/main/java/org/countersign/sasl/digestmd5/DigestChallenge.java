package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Directive.Name.ALGORITHM;
import static org.countersign.sasl.digestmd5.Directive.Name.CHARSET;
import static org.countersign.sasl.digestmd5.Directive.Name.CIPHER;
import static org.countersign.sasl.digestmd5.Directive.Name.MAXBUF;
import static org.countersign.sasl.digestmd5.Directive.Name.NONCE;
import static org.countersign.sasl.digestmd5.Directive.Name.QOP;
import static org.countersign.sasl.digestmd5.Directive.Name.REALM;
import static org.countersign.sasl.digestmd5.Directive.Name.STALE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.digestmd5.Directive.Name;
import org.jspecify.annotations.Nullable;

/**
 * The server's challenge (RFC 2831, section 2.1.1).
 *
 * @param realms from which the client chooses; possibly none
 * @param qops at least one, in the server's spelling
 * @param ciphers those of {@code auth-conf}, in the server's spelling; empty where that is not offered
 * @param maxBuffer the longest buffer of a layer that the server takes
 * @param utf8 whether names may be sent in UTF-8
 * @param stale whether the client's response was right but for its age
 */
record DigestChallenge(
        List<String> realms,
        byte[] nonce,
        List<String> qops,
        List<String> ciphers,
        int maxBuffer,
        boolean utf8,
        boolean stale) {
    static final int LONGEST = 2047;
    static final int DEFAULT_BUFFER = 65_536;

    private static final Set<Name> ONCE = EnumSet.of(NONCE, STALE, MAXBUF, CHARSET, ALGORITHM, CIPHER);

    /** The challenge that these octets are, or null. */
    static @Nullable DigestChallenge parse(byte[] octets) {
        Directives in = octets.length > LONGEST ? null : Directives.parse(octets, ONCE);
        if (in == null
                || in.get(ALGORITHM) == null
                || !in.absentOr(ALGORITHM, "md5-sess")
                || !in.absentOr(CHARSET, "utf-8")
                || !in.absentOr(STALE, "true")) {
            return null; // DIG-07
        }
        boolean utf8 = in.get(CHARSET) != null;
        byte[] nonce = in.get(NONCE);
        List<String> realms = realms(in.all(REALM), utf8);
        List<String> qops = qops(in.all(QOP));
        byte[] cipher = in.get(CIPHER);
        List<String> ciphers = cipher == null ? List.of() : Directives.elements(cipher);
        int maxBuffer = in.number(MAXBUF, DEFAULT_BUFFER);
        if (nonce == null || nonce.length == 0 || realms == null || qops.isEmpty() || maxBuffer < 0) {
            return null; // DIG-05
        }
        boolean conceals = qops.stream().anyMatch(qop -> Qop.find(qop) == Qop.AUTH_CONF);
        if (conceals && ciphers.isEmpty()) {
            return null; // DIG-08
        }
        return new DigestChallenge(realms, nonce, qops, ciphers, maxBuffer, utf8, in.get(STALE) != null);
    }

    private static @Nullable List<String> realms(List<byte[]> values, boolean utf8) {
        List<String> realms = new ArrayList<>(values.size());
        for (byte[] value : values) {
            String realm = utf8 ? Utf8.decode(value) : Latin1.decode(value);
            if (realm == null) {
                return null;
            }
            realms.add(realm);
        }
        return realms;
    }

    /** Several directives are one list (DIG-06). */
    private static List<String> qops(List<byte[]> values) {
        return values.isEmpty()
                ? List.of(Qop.AUTH.toString())
                : values.stream()
                        .flatMap(value -> Directives.elements(value).stream())
                        .toList();
    }

    /** The octets of this challenge, which is in UTF-8. */
    byte[] encode() {
        return encode(nonce, terms(), stale);
    }

    /** The octets of a challenge of which the terms have been encoded already. */
    static byte[] encode(byte[] nonce, byte[] terms, boolean stale) {
        DirectiveWriter out =
                new DirectiveWriter(64 + terms.length).quoted(NONCE, nonce).written(terms);
        if (stale) {
            out.token(STALE, "true");
        }
        return out.octets();
    }

    /** What all challenges of a server have in common, encoded: all but the nonce, and whether another is stale. */
    byte[] terms() {
        DirectiveWriter out = new DirectiveWriter(320);
        for (String realm : realms) {
            out.quoted(REALM, Utf8.encode(realm));
        }
        out.quoted(QOP, qops).token(CHARSET, "utf-8").token(ALGORITHM, "md5-sess");
        if (!ciphers.isEmpty()) {
            out.quoted(CIPHER, ciphers);
        }
        if (maxBuffer != DEFAULT_BUFFER) {
            out.token(MAXBUF, Integer.toString(maxBuffer));
        }
        return out.octets();
    }
}
