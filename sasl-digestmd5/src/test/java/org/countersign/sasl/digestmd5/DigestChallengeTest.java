package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestChallengeTest {
    private static final String CHALLENGE =
            "realm=\"a\",realm=\"b\",nonce=\"n\",qop=\"auth,auth-conf\",algorithm=md5-sess,"
                    + "charset=utf-8,cipher=\"3des, ,RC4\",maxbuf=1024,stale=true";

    @Test
    @Requirement({"DIG-01", "DIG-04", "DIG-08"})
    void readsEveryDirective_DIG01() {
        DigestChallenge challenge = parse(CHALLENGE);

        assertThat(challenge.realms()).containsExactly("a", "b");
        assertThat(challenge.nonce()).isEqualTo("n".getBytes(UTF_8));
        assertThat(challenge.qops()).containsExactly("auth", "auth-conf");
        assertThat(challenge.ciphers()).containsExactly("3des", "RC4");
        assertThat(challenge.maxBuffer()).isEqualTo(1024);
        assertThat(challenge.utf8()).isTrue();
        assertThat(challenge.stale()).isTrue();
    }

    @Test
    @Requirement({"DIG-06", "DIG-07"})
    void knowsTheDefaults_DIG07() {
        DigestChallenge challenge = parse("nonce=n,algorithm=MD5-SESS");

        assertThat(challenge.realms()).isEmpty();
        assertThat(challenge.qops()).containsExactly("auth");
        assertThat(challenge.ciphers()).isEmpty();
        assertThat(challenge.maxBuffer()).isEqualTo(65_536);
        assertThat(challenge.utf8()).isFalse();
        assertThat(challenge.stale()).isFalse();
    }

    @Test
    @Requirement({"DIG-04", "DIG-22"})
    void readsRealmsInTheirCharset_DIG22() {
        String latin1 = "nonce=n,algorithm=md5-sess,realm=\"\u00e9\"";

        assertThat(parse(latin1).realms()).containsExactly("\u00e9");
        assertThat(parse(latin1 + ",charset=utf-8")).isNull();
        assertThat(parse(latin1.replace("\u00e9", "\u00c3\u00a9") + ",charset=utf-8")
                        .realms())
                .containsExactly("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm=md5-sess", // no nonce
                "nonce=\"\",algorithm=md5-sess",
                "nonce=n,nonce=n,algorithm=md5-sess",
                "nonce=n", // no algorithm
                "nonce=n,algorithm=md5",
                "nonce=n,algorithm=md5-sess,algorithm=md5-sess",
                "nonce=n,algorithm=md5-sess,stale=false",
                "nonce=n,algorithm=md5-sess,stale=true,stale=true",
                "nonce=n,algorithm=md5-sess,charset=iso-8859-1",
                "nonce=n,algorithm=md5-sess,charset=utf-8,charset=utf-8",
                "nonce=n,algorithm=md5-sess,maxbuf=-1",
                "nonce=n,algorithm=md5-sess,maxbuf=\"\"",
                "nonce=n,algorithm=md5-sess,maxbuf=1,maxbuf=1",
                "nonce=n,algorithm=md5-sess,qop=\"\"",
                "nonce=n,algorithm=md5-sess,qop=\" , \"",
                "nonce=n,algorithm=md5-sess,qop=auth-conf", // no cipher
                "nonce=n,algorithm=md5-sess,qop=auth-conf,cipher=\"\"",
                "nonce=n,algorithm=md5-sess,qop=\"auth,auth-conf\",cipher=\" , \"",
                "nonce=n,algorithm=md5-sess,qop=auth,cipher=rc4,cipher=des",
                "nonce=n;algorithm=md5-sess",
                ""
            })
    @Requirement({"DIG-05", "DIG-07", "DIG-08"})
    void refusesWhatTheRfcForbids_DIG05(String challenge) {
        assertThat(parse(challenge)).isNull();
    }

    @Test
    @Requirement("DIG-09")
    void ignoresWhatItDoesNotKnow_DIG09() {
        assertThat(parse("opaque=o,domain=\"d\",opaque=p,nc=x,username=u,nonce=n,algorithm=md5-sess,x=y"))
                .isNotNull();
    }

    @Test
    @Requirement({"DIG-01", "SEC-08"})
    void refusesWhatIsLongerThanAChallenge_DIG01() {
        String challenge = "nonce=n,algorithm=md5-sess,x=";

        assertThat(parse(challenge + "x".repeat(2047 - challenge.length()))).isNotNull();
        assertThat(parse(challenge + "x".repeat(2048 - challenge.length()))).isNull();
    }

    @Test
    @Requirement("DIG-09")
    void isReadAsItIsWritten_DIG09() {
        DigestChallenge challenge = new DigestChallenge(
                List.of("a\"b\\c\td", "\u00e9"),
                "n".getBytes(UTF_8),
                List.of("auth", "auth-conf"),
                List.of("rc4"),
                17,
                true,
                true);
        String octets = new String(challenge.encode(), ISO_8859_1);
        DigestChallenge read = parse(octets);

        assertThat(octets)
                .isEqualTo(
                        "nonce=\"n\",realm=\"a\\\"b\\\\c\\\td\",realm=\"\u00c3\u00a9\",qop=\"auth,auth-conf\",charset=utf-8,"
                                + "algorithm=md5-sess,cipher=\"rc4\",maxbuf=17,stale=true");
        assertThat(read.realms()).isEqualTo(challenge.realms());
        assertThat(read.ciphers()).isEqualTo(challenge.ciphers());
    }

    private static DigestChallenge parse(String octets) {
        return DigestChallenge.parse(octets.getBytes(ISO_8859_1));
    }
}
