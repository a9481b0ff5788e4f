package org.countersign.sasl.scram;

import java.util.HexFormat;
import java.util.List;
import org.countersign.sasl.ClientQuestion.Identities;
import org.jspecify.annotations.Nullable;

/**
 * A whole exchange with the password "pencil", to the octet. Those of SHA-1 and SHA-256 are the examples of RFC 5802, section
 * 5, and RFC 7677, section 3; that of SHA-512 is one of MailKit's tests; the others have been computed from the inputs of RFC
 * 7677 by a program that is not ours.
 *
 * @param saltedPassword in hexadecimal
 * @param verifier in Dovecot's form
 */
record Vector(
        ScramHash hash,
        Identities who,
        String saltedPassword,
        String verifier,
        String clientFirst,
        String serverFirst,
        String clientFinal,
        String serverFinal) {
    static final String PASSWORD = "pencil";

    /** What the exchange that binds is bound to. */
    static final byte[] EXPORTED =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String NONCE = CLIENT_NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    static final Vector RFC_5802 = new Vector(
            ScramHash.SHA_1,
            new Identities("user", null),
            "1d96ee3a529b5a5f9e47c01f229a2cb8a6e15f7d",
            "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
            "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
            "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");

    static final Vector RFC_7677 = sha256(
            "user",
            null,
            "n,,n=user",
            "biws",
            "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

    static final Vector BINDS = sha256(
            "user",
            null,
            "p=tls-exporter,,n=user",
            "cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
            "QC6CS20quADQRb3mT99YUH+n3VJxUvzuK0K0E1Vrs2M=",
            "2GiAgapEppLVlUXbxUDksL3VgYHzuqiK5tR4mhJGgvs=");

    static final Vector COULD_BIND = sha256(
            "user",
            null,
            "y,,n=user",
            "eSws",
            "FoqiHTtQEDE8lz1CdaEe3tK4mS+iMDTl77SPyDS53DY=",
            "dI4KpiQJwBr1+V+K6U1dA6l6I4I9DUNXWND4pcpRU3U=");

    static final Vector ESCAPES = sha256(
            "u,s=er",
            "ad,min",
            "n,a=ad=2Cmin,n=u=2Cs=3Der",
            "bixhPWFkPTJDbWluLA==",
            "zDpniBD5y/mx1BHIXhA7gP1zexULBzkwtNxLJPNMb8k=",
            "mXd9Pb+qk4gVJ4oPzvnXVP8cooH6BTFyL9O346VEniw=");

    static final Vector SHA_512 = sha512(
            ScramHash.SHA_512,
            "f16efe1be67f1d09502ebd5ed9262fddffba5a377ab4f0b687e5ed5ba0f50686"
                    + "b8a4ae166476da8ab3b951d2fa9238b63998f45461bc33a464814949cec9631d",
            "6AAub3065EYRmyFpM2RNwqK+eGnrkYuEWbXn19LsEmBqzu8QaCXNc1FwpnX9NhH2hK/60dzj9DoO5DvVkOHbvg==",
            "jZHbYjC1aHh0/hKbxyBuGFjDrgjgKTT1esA7awWiKcRZ0o/0b1yWEebBeSVkkCFewf91nLDfKF24mvD5nmE6rA==",
            "gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
            "ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==");

    static final Vector SHA3_512 = sha512(
            ScramHash.SHA3_512,
            "fb249947a84951e46e8f544de80e9c5236aaa4794b91977afb16bc1824d0825b"
                    + "40bd9bfa3cd60c69be542d905b41e125b5499440f96ddaac1e340912981629dd",
            "wVNR1SWM3X9PdzJmfGk8xVYVPUDOGov4FpTM9eYhpD/XCYOHbAAIa/HfPor3/YTmehLySWnmB5D09HZts2sJpw==",
            "SYqGYG2PtY0ODod4TH6GO/m21t1GpxxGgMplNS5XR5HyjDS22/GW3RWIonLbGeyZbMNv6JlMkuSby56KE/s/sA==",
            "37RsC22bKqUDfdmJ5ojfviHvJllSdNm2pyi9QVvIdOiHyF0wT3YozEvf3gshtz82VmdOVhubuDdqfxM+xQZ5hg==",
            "edmhgVenO1ZjN28/CvW/bI1M7pSbZXyvB7z136xUDz/Do6nvzXZoBNJx5pQQ+Vt/7PT3yGAf9Yv6CyHFeT9wIA==");

    static List<Vector> all() {
        return List.of(RFC_5802, RFC_7677, BINDS, COULD_BIND, ESCAPES, SHA_512, SHA3_512);
    }

    private static Vector sha256(
            String user, @Nullable String other, String clientFirst, String binding, String proof, String signature) {
        return of(
                ScramHash.SHA_256,
                new Identities(user, other),
                "c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d",
                "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
                clientFirst,
                binding,
                proof,
                signature);
    }

    private static Vector sha512(
            ScramHash hash, String saltedPassword, String storedKey, String serverKey, String proof, String signature) {
        Identities who = new Identities("user", null);
        return of(hash, who, saltedPassword, storedKey + "," + serverKey, "n,,n=user", "biws", proof, signature);
    }

    private static Vector of(
            ScramHash hash,
            Identities who,
            String saltedPassword,
            String keys,
            String clientFirst,
            String binding,
            String proof,
            String signature) {
        return new Vector(
                hash,
                who,
                saltedPassword,
                "4096," + SALT + "," + keys,
                clientFirst + ",r=" + CLIENT_NONCE,
                "r=" + NONCE + ",s=" + SALT + ",i=4096",
                "c=" + binding + ",r=" + NONCE + ",p=" + proof,
                "v=" + signature);
    }

    boolean binds() {
        return clientFirst.startsWith("p=");
    }

    /** The mechanism with the nonce that the client of this exchange has. */
    ScramMechanism client() {
        String nonce = clientFirst.substring(clientFirst.lastIndexOf("r=") + 2);
        return new ScramMechanism(hash, binds(), ScramMechanisms.MOST_ITERATIONS, seams -> nonce);
    }

    /** The mechanism with the nonce that the server of this exchange has. */
    ScramMechanism server() {
        int start = 2 + clientFirst.length() - clientFirst.lastIndexOf("r=") - 2;
        String nonce = serverFirst.substring(start, serverFirst.indexOf(",s="));
        return new ScramMechanism(hash, binds(), ScramMechanisms.MOST_ITERATIONS, seams -> nonce);
    }

    String salt() {
        return verifier.split(",")[1];
    }

    /** All messages, the client's first. */
    List<String> messages() {
        return List.of(clientFirst, serverFirst, clientFinal, serverFinal);
    }

    @Override
    public String toString() {
        return hash + " " + clientFirst;
    }
}
