package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.sasl.ConnectionFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Java runtime that does not have the ciphers of this mechanism, as one under FIPS 140 may not. */
class ForbiddenCiphersTest {
    private static final ConnectionFacts FACTS = ConnectionFacts.of("imap", "elwood.innosoft.com")
            .layersPossible(true)
            .build();
    private static final DigestChallenge CONCEALING = Objects.requireNonNull(DigestChallenge.parse(
            "nonce=\"x\",qop=\"auth,auth-int,auth-conf\",cipher=\"3des,rc4\",algorithm=md5-sess".getBytes(US_ASCII)));

    private final List<Provider> all = List.of(Security.getProviders());

    @BeforeEach
    void withoutCiphers() {
        Stream.of("Cipher.DESede", "Cipher.ARCFOUR")
                .flatMap(each -> Stream.ofNullable(Security.getProviders(each)).flatMap(Stream::of))
                .forEach(with -> Security.removeProvider(with.getName()));
    }

    @AfterEach
    void withAll() {
        for (int i = 0; i < all.size(); i++) {
            Security.insertProviderAt(all.get(i), i + 1);
        }
    }

    @Test
    void areNotOffered() {
        DigestMd5Options options = DigestMd5Options.safe().offering(Qop.AUTH, Qop.AUTH_INT, Qop.AUTH_CONF);

        assertThat(new DigestMd5Mechanism(options).offered(FACTS)).containsExactlyInAnyOrder(Qop.AUTH, Qop.AUTH_INT);
        withAll();
        assertThat(new DigestMd5Mechanism(options).offered(FACTS)).contains(Qop.AUTH_CONF);
    }

    @Test
    void areNotChosen() {
        assertThat(Protection.choose(CONCEALING, DigestMd5Options.safe(), FACTS))
                .extracting(Protection::qop)
                .isEqualTo("auth-int");
        withAll();
        assertThat(Protection.choose(CONCEALING, DigestMd5Options.safe(), FACTS))
                .extracting(Protection::qop)
                .isEqualTo("auth-conf");
    }
}
