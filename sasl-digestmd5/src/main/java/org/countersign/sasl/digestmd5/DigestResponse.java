package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Directive.Name.AUTHZID;
import static org.countersign.sasl.digestmd5.Directive.Name.CHARSET;
import static org.countersign.sasl.digestmd5.Directive.Name.CIPHER;
import static org.countersign.sasl.digestmd5.Directive.Name.CNONCE;
import static org.countersign.sasl.digestmd5.Directive.Name.DIGEST_URI;
import static org.countersign.sasl.digestmd5.Directive.Name.MAXBUF;
import static org.countersign.sasl.digestmd5.Directive.Name.NC;
import static org.countersign.sasl.digestmd5.Directive.Name.NONCE;
import static org.countersign.sasl.digestmd5.Directive.Name.QOP;
import static org.countersign.sasl.digestmd5.Directive.Name.REALM;
import static org.countersign.sasl.digestmd5.Directive.Name.RESPONSE;
import static org.countersign.sasl.digestmd5.Directive.Name.USERNAME;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.crypto.Md5;
import org.countersign.sasl.digestmd5.Directive.Name;
import org.jspecify.annotations.Nullable;

/**
 * The client's response (RFC 2831, section 2.1.2).
 *
 * @param user not empty
 * @param realm null where the client names none
 * @param input what is hashed
 * @param proof the 16 octets that the digits of {@code response} stand for
 * @param cipher of {@code auth-conf}, as spelled; null where the client names none
 * @param maxBuffer the longest buffer of a layer that the client takes
 * @param utf8 whether user and realm are in UTF-8, not in ISO 8859-1
 */
record DigestResponse(
        String user,
        @Nullable String realm,
        DigestInput input,
        byte[] proof,
        @Nullable String cipher,
        int maxBuffer,
        boolean utf8) {
    private static final byte[] UNPROVED = {};
    private static final Set<Name> ONCE =
            EnumSet.of(USERNAME, REALM, NONCE, CNONCE, NC, QOP, DIGEST_URI, RESPONSE, MAXBUF, CHARSET, CIPHER, AUTHZID);

    /** The response that these octets are, or null. */
    static @Nullable DigestResponse parse(byte[] octets) {
        Directives in = Directives.parse(octets, ONCE); // DIG-12
        if (in == null || !in.absentOr(CHARSET, "utf-8")) {
            return null;
        }
        boolean utf8 = in.get(CHARSET) != null;
        byte[] realmOctets = in.get(REALM);
        String realm = text(realmOctets, utf8);
        byte[] cipher = in.get(CIPHER);
        DigestInput input = input(in);
        String user = text(in.get(USERNAME), utf8);
        byte[] proof = Directives.hexadecimal(in.get(RESPONSE), Md5.LENGTH);
        int maxBuffer = in.number(MAXBUF, DigestChallenge.DEFAULT_BUFFER);
        if (user == null
                || user.isEmpty()
                || (realmOctets != null && realm == null)
                || input == null
                || proof == null
                || maxBuffer < 0
                || (cipher != null) != (input.protection() == Qop.AUTH_CONF)
                || (cipher != null && !DirectiveParser.isToken(cipher))) {
            return null; // DIG-14
        }
        return new DigestResponse(
                user, realm, input, proof, cipher == null ? null : Latin1.decode(cipher), maxBuffer, utf8);
    }

    /** A client's response to a challenge, without a proof. */
    static DigestResponse draft(
            String user, String realm, DigestInput input, DigestChallenge challenge, LayerTerms terms, int maxBuffer) {
        return new DigestResponse(
                user,
                realm.isEmpty() && challenge.realms().isEmpty() ? null : realm,
                input,
                UNPROVED,
                terms.cipher() == null ? null : terms.cipher().toString(),
                terms.qop() == Qop.AUTH ? DigestChallenge.DEFAULT_BUFFER : maxBuffer,
                challenge.utf8());
    }

    /** A client's response that continues a session, without a proof. */
    static DigestResponse draft(Session session, DigestInput input) {
        String realm = session.realm().isEmpty() ? null : session.realm();
        return new DigestResponse(session.user(), realm, input, UNPROVED, null, DigestChallenge.DEFAULT_BUFFER, true);
    }

    /** The same response with this proof. */
    DigestResponse proved(byte[] by) {
        return new DigestResponse(user, realm, input, by, cipher, maxBuffer, utf8);
    }

    private static @Nullable DigestInput input(Directives in) {
        byte[] nonce = in.get(NONCE);
        byte[] cnonce = in.get(CNONCE);
        byte[] count = Directives.hexadecimal(in.get(NC), Integer.BYTES);
        byte[] qop = in.get(QOP);
        byte[] digestUri = in.get(DIGEST_URI);
        byte[] authorizationId = in.get(AUTHZID);
        byte[] spelled = qop == null ? Qop.AUTH.spelling() : qop; // DIG-14
        Qop protection = Qop.find(Latin1.decode(spelled));
        if (nonce == null
                || cnonce == null
                || cnonce.length == 0
                || count == null
                || protection == null
                || digestUri == null
                || (authorizationId != null && (authorizationId.length == 0 || Utf8.decode(authorizationId) == null))) {
            return null; // DIG-16
        }
        return new DigestInput(
                nonce, cnonce, DigestInput.count(count), spelled, protection, digestUri, authorizationId);
    }

    private static @Nullable String text(byte @Nullable [] octets, boolean utf8) {
        if (octets == null) {
            return null;
        }
        return utf8 ? Utf8.decode(octets) : Latin1.decode(octets);
    }

    /** What the client has chosen for what follows; the cipher is null where it names none that we know. */
    LayerTerms terms() {
        return new LayerTerms(input.protection(), cipher == null ? null : LayerCipher.find(cipher), maxBuffer);
    }

    /** Whom the client asks to act as, or null. */
    @Nullable
    String authorizationId() {
        return text(input.authorizationId(), true);
    }

    /** Whether user and realm can be sent, which need not be so where they are to be in ISO 8859-1 (DIG-22). */
    boolean isEncodable() {
        return utf8 || (Latin1.fits(user) && (realm == null || Latin1.fits(realm)));
    }

    /** The octets of this response, which is encodable. */
    byte[] encode() {
        DirectiveWriter out = new DirectiveWriter(320);
        if (utf8) {
            out.token(CHARSET, "utf-8");
        }
        out.quoted(USERNAME, octets(user));
        if (realm != null) {
            out.quoted(REALM, octets(realm));
        }
        out.quoted(NONCE, input.nonce())
                .hexadecimal(NC, input.countOctets())
                .quoted(CNONCE, input.cnonce())
                .quoted(DIGEST_URI, input.digestUri())
                .hexadecimal(RESPONSE, proof)
                .token(QOP, input.qop());
        if (cipher != null) {
            out.token(CIPHER, cipher);
        }
        if (maxBuffer != DigestChallenge.DEFAULT_BUFFER) {
            out.token(MAXBUF, Integer.toString(maxBuffer));
        }
        if (input.authorizationId() != null) {
            out.quoted(AUTHZID, input.authorizationId());
        }
        return out.octets();
    }

    private byte[] octets(String text) {
        return text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
