package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.countersign.sasl.Seams;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.HmacMd5Key;

/** CRAM-MD5 as somebody writes it who needs nothing else: no framework, no limits, no audit. */
final class CramMd5ByHand {
    private static final int DIGITS = 32;

    private final Map<String, HmacMd5Key> keys;
    private final Seams seams;

    CramMd5ByHand(Map<String, HmacMd5Key> keys, Seams seams) {
        this.keys = keys;
        this.seams = seams;
    }

    byte[] challenge() {
        byte[] nonce = new byte[16];
        seams.fillNonce(nonce);
        String left = Base64.getEncoder().withoutPadding().encodeToString(nonce);
        return ("<" + left + "@" + Setting.HOST + ">").getBytes(StandardCharsets.US_ASCII);
    }

    /** The user, or nothing. */
    String verify(byte[] challenge, byte[] response) {
        int space = response.length - DIGITS - 1;
        byte[] digest = new byte[DIGITS / 2];
        if (space < 1 || response[space] != ' ' || !Hex.decode(response, space + 1, DIGITS, digest, 0)) {
            return "";
        }
        String user = new String(response, 0, space, StandardCharsets.UTF_8);
        HmacMd5Key key = keys.get(user);
        return key != null && ConstantTime.equal(key.mac(challenge), digest) ? user : "";
    }

    static byte[] respond(String user, HmacMd5Key key, byte[] challenge) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        byte[] response = new byte[name.length + 1 + DIGITS];
        System.arraycopy(name, 0, response, 0, name.length);
        response[name.length] = ' ';
        byte[] digest = key.mac(challenge);
        Hex.encode(digest, 0, digest.length, response, name.length + 1);
        return response;
    }
}
