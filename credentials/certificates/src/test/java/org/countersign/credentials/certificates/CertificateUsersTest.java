package org.countersign.credentials.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.credentials.certificates.CertificateName.COMMON_NAME;
import static org.countersign.credentials.certificates.CertificateName.DNS_NAME;
import static org.countersign.credentials.certificates.CertificateName.RFC822_NAME;
import static org.countersign.credentials.certificates.CertificateName.URI;
import static org.countersign.credentials.certificates.CertificateName.USER_ID;

import java.io.InputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a certificate stands for. */
class CertificateUsersTest {
    private static final List<CertificateName> ADDRESS_THEN_COMMON_NAME = List.of(RFC822_NAME, COMMON_NAME);
    private static final Directory USERS =
            Directory.of(Stream.of("tim", "ada", "tim@example.org", "ada@example.org", "Tim Example", "jürgen")
                    .map(user -> Account.of(user))
                    .toList());

    @ParameterizedTest
    @CsvSource({
        "address, RFC822_NAME, tim@example.org",
        "host-and-uri, DNS_NAME, relay.example.org",
        "host-and-uri, URI, https://example.org/tim",
        "common-name, COMMON_NAME, tim",
        "user-id, USER_ID, tim",
        "user-id, COMMON_NAME, Tim Example"
    })
    @Requirement("EXT-03")
    void findsANameInItsPlace_EXT03(String file, CertificateName place, String name) throws Exception {
        assertThat(CertificateUsers.of(everybody(), List.of(place))
                        .answer(new IdentifyPeer(), attempt(file, true))
                        .toCompletableFuture()
                        .getNow(null))
                .contains(name);
    }

    @Test
    void looksInTheFirstPlaceThatHasAName() throws Exception {
        assertThat(user("address", RFC822_NAME, COMMON_NAME)).contains("tim@example.org");
        assertThat(user("address", COMMON_NAME, RFC822_NAME)).contains("tim");
        assertThat(user("common-name", RFC822_NAME, COMMON_NAME)).contains("tim");
    }

    /** Else whoever has a certificate for some address would be a user by a common name that nobody checked. */
    @Test
    @Requirement("EXT-03")
    void doesNotGoOnWhenThatNameIsUnknown_EXT03() throws Exception {
        assertThat(user("host-and-uri", DNS_NAME, COMMON_NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-addresses", "two-common-names", "nameless"})
    @Requirement("EXT-03")
    void standsForNobodyUnlessThereIsOneName_EXT03(String file) throws Exception {
        assertThat(user(file, RFC822_NAME, COMMON_NAME)).isEmpty();
    }

    @Test
    @Requirement("EXT-03")
    void standsForNobodyWhomTheDirectoryDoesNotKnow_EXT03() throws Exception {
        assertThat(user("address", URI)).isEmpty();
        assertThat(user("host-and-uri", URI)).isEmpty();
        assertThat(user("user-id", USER_ID)).contains("tim");
    }

    @Test
    @Requirement("PREP-01")
    void preparesNames_PREP01() throws Exception {
        assertThat(user("decomposed", COMMON_NAME)).contains("jürgen");
    }

    @Test
    void takesTheSpellingOfTheDirectory() throws Exception {
        Directory directory = new Directory() {
            @Override
            public String canonical(String user) {
                return user.replaceFirst("@example\\.org$", "").toUpperCase(Locale.ROOT);
            }

            @Override
            public CompletionStage<Optional<Account>> find(String user, String realm) {
                return CompletableFuture.completedFuture(
                        user.equals("TIM") && realm.isEmpty() ? Optional.of(Account.of("Tim")) : Optional.empty());
            }
        };

        assertThat(CertificateUsers.of(directory, ADDRESS_THEN_COMMON_NAME)
                        .answer(new IdentifyPeer(), attempt("address", true))
                        .toCompletableFuture()
                        .getNow(null))
                .contains("Tim");
    }

    @Test
    @Requirement({"EXT-03", "EXT-04"})
    void believesOnlyACertificateThatTlsHasVerified_EXT03() throws Exception {
        ConnectionFacts clear = facts(null);
        ConnectionFacts without = facts(new TlsFacts("TLSv1.3", null, List.of(), true));

        assertThat(user(attempt("address", false))).isEmpty();
        assertThat(user(new Attempt("EXTERNAL", "", clear))).isEmpty();
        assertThat(user(new Attempt("EXTERNAL", "", without))).isEmpty();
        assertThat(user(attempt("address", true))).contains("tim@example.org");
    }

    @Test
    void needsAPlaceToLook() {
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateUsers.of(USERS, List.of()));
    }

    private static Optional<String> user(String file, CertificateName... places) throws Exception {
        return CertificateUsers.of(USERS, List.of(places))
                .answer(new IdentifyPeer(), attempt(file, true))
                .toCompletableFuture()
                .getNow(null);
    }

    private static Optional<String> user(Attempt attempt) {
        return CertificateUsers.of(USERS, ADDRESS_THEN_COMMON_NAME)
                .answer(new IdentifyPeer(), attempt)
                .toCompletableFuture()
                .getNow(null);
    }

    private static Directory everybody() {
        return (user, realm) -> CompletableFuture.completedFuture(Optional.of(Account.of(user)));
    }

    private static Attempt attempt(String file, boolean verified) throws Exception {
        try (InputStream in = CertificateUsersTest.class.getResourceAsStream(file + ".pem")) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            return new Attempt("EXTERNAL", "", facts(new TlsFacts("TLSv1.3", null, List.of(certificate), verified)));
        }
    }

    private static ConnectionFacts facts(TlsFacts tls) {
        return ConnectionFacts.of("smtp", "mail.example.org").tls(tls).build();
    }
}
