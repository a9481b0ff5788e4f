package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestResponseTest {
    private static final String RESPONSE = "charset=utf-8,username=\"chris\",realm=\"elwood.innosoft.com\","
            + "nonce=\"OA6MG9tEQGm2hh\",nc=00000001,cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\"smtp/elwood.innosoft.com\","
            + "response=52ff44907f72314481b5c098c708ebf3,qop=auth-conf,cipher=rc4,maxbuf=1024,authzid=\"admin\"";

    @Test
    @Requirement("DIG-10")
    void readsEveryDirective_DIG10() {
        DigestResponse response = parse(RESPONSE);

        assertThat(response.user()).isEqualTo("chris");
        assertThat(response.realm()).isEqualTo("elwood.innosoft.com");
        assertThat(response.input().nonce()).isEqualTo("OA6MG9tEQGm2hh".getBytes(UTF_8));
        assertThat(response.input().cnonce()).isEqualTo("OA6MHXh6VqTrRk".getBytes(UTF_8));
        assertThat(response.input().count()).isEqualTo(1);
        assertThat(response.input().digestUri()).isEqualTo("smtp/elwood.innosoft.com".getBytes(UTF_8));
        assertThat(response.proof()).hasSize(16).startsWith(0x52, 0xff);
        assertThat(response.terms()).isEqualTo(new LayerTerms(Qop.AUTH_CONF, LayerCipher.RC4, 1024));
        assertThat(response.authorizationId()).isEqualTo("admin");
        assertThat(response.utf8()).isTrue();
        assertThat(parse(new String(response.encode(), UTF_8)).terms()).isEqualTo(response.terms());
    }

    @Test
    @Requirement("DIG-11")
    void readsQuotedTokensAndUnquotedStrings_DIG11() {
        String quoted = RESPONSE.replaceAll("(charset|nc|response|qop|cipher|maxbuf)=([^,]*)", "$1=\"$2\"");
        String unquoted = RESPONSE.replaceAll("(username|realm|nonce|cnonce|authzid)=\"([^\"]*)\"", "$1=$2");

        assertThat(parse(quoted).encode()).isEqualTo(parse(RESPONSE).encode());
        assertThat(parse(unquoted).encode()).isEqualTo(parse(RESPONSE).encode());
    }

    static Stream<String> directives() {
        return Stream.of(RESPONSE.split(","));
    }

    @ParameterizedTest
    @MethodSource("directives")
    @Requirement({"DIG-12", "DIG-07"})
    void takesNoDirectiveTwice_DIG12(String directive) {
        assertThat(parse(RESPONSE + "," + directive)).isNull();
        assertThat(parse(RESPONSE + "," + directive.toUpperCase(Locale.ROOT))).isNull();
    }

    @ParameterizedTest
    @MethodSource("directives")
    @Requirement({"DIG-12", "DIG-14", "DIG-16"})
    void missesWhatIsRequired_DIG12(String directive) {
        boolean optional = directive.matches("(charset|realm|maxbuf|authzid)=.*");
        String without = RESPONSE.replaceFirst(Pattern.quote(directive) + ",?", "");

        assertThat(parse(without) != null).isEqualTo(optional);
    }

    @ParameterizedTest
    @MethodSource("directives")
    @Requirement({"DIG-12", "DIG-16"})
    void takesNoEmptyNameNumberOrProof_DIG12(String directive) {
        String name = directive.substring(0, directive.indexOf('='));
        // refused all the same, for the server expects something
        boolean mayBeEmpty = Set.of("realm", "nonce", "digest-uri").contains(name);

        assertThat(parse(RESPONSE.replace(directive, name + "=\"\"")) != null).isEqualTo(mayBeEmpty);
        assertThat(parse(RESPONSE.replace(directive, name + "="))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nc=1",
                "nc=0000001",
                "nc=000000001",
                "nc=0000000A",
                "nc=0000000g",
                "nc=-0000001",
                "response=52ff44907f72314481b5c098c708ebf",
                "response=52ff44907f72314481b5c098c708ebf30",
                "response=52FF44907f72314481b5c098c708ebf3",
                "response=52gf44907f72314481b5c098c708ebf3",
                "maxbuf=-1",
                "maxbuf=+1",
                "maxbuf=1k",
                "maxbuf=0x10",
                "charset=iso-8859-1",
                "charset=utf-16",
                "qop=\"auth-conf,auth\"",
                "qop=future",
                "qop=auth", // with a cipher
                "cipher=rc4,cipher=des",
                "cipher=\"rc4 \"", // no token
                "cipher=\" rc4\"",
                "cipher=\"rc/4\"",
                "cipher=\"\\\u007f\""
            })
    @Requirement({"DIG-10", "DIG-07", "DIG-14"})
    void refusesWhatHasAnotherForm_DIG10(String directive) {
        String name = directive.substring(0, directive.indexOf('='));

        assertThat(parse(RESPONSE.replaceFirst(",?\\b" + name + "=[^,]*", "," + directive)))
                .isNull();
    }

    @Test
    @Requirement({"DIG-16", "DIG-22"})
    void refusesNamesThatAreNotUtf8_DIG22() {
        for (String name : new String[] {"chris", "elwood.innosoft.com\",nonce", "admin"}) {
            assertThat(parse(RESPONSE.replace("\"" + name, "\"\u00e9" + name)))
                    .as(name)
                    .isNull();
        }
        String latin1 = RESPONSE.replace("charset=utf-8,", "").replace("chris", "jos\u00e9");
        assertThat(parse(latin1).user()).isEqualTo("jos\u00e9");
        assertThat(parse(latin1.replace("admin", "adm\u00efn")))
                .as("authzid is UTF-8 always")
                .isNull();
    }

    @Test
    @Requirement("DIG-07")
    void readsNumbersHoweverLong_DIG07() {
        assertThat(parse(RESPONSE.replace("1024", "0".repeat(100) + "17")).maxBuffer())
                .isEqualTo(17);
        assertThat(parse(RESPONSE.replace("1024", "9".repeat(100))).maxBuffer()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parse(RESPONSE.replace("1024", "4294967297")).maxBuffer()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parse(RESPONSE.replace(",maxbuf=1024", "")).maxBuffer()).isEqualTo(65_536);
    }

    private static DigestResponse parse(String octets) {
        return DigestResponse.parse(octets.getBytes(ISO_8859_1));
    }
}
