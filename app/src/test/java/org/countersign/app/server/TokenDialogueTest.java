package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.server.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens on the wire, to the octet. */
@Timeout(60)
class TokenDialogueTest {
    private static final String SUCCESS = "235 2.7.0 Authentication successful";
    private static final String REFUSED = "535 5.7.8 Authentication credentials invalid";
    private static final String LONG = "t".repeat(6 * 1024);

    private static CompletionStage<TokenVerdict> verdict(CheckToken question, Attempt attempt) {
        String token = Utf8.decode(question.token().octets());
        if (token.equals("away")) {
            return CompletableFuture.failedFuture(new IOException("the provider is away"));
        }
        if (token.equals(LONG) || token.equals("good")) {
            return CompletableFuture.completedFuture(new TokenVerdict.Valid("tim"));
        }
        TokenError why = attempt.mechanism().equals("XOAUTH2")
                ? new TokenError("invalid_token", "https://mail.google.com/", "https://accounts.google.com/x")
                : new TokenError(
                        "invalid_token", "example_scope", "https://example.com/.well-known/openid-configuration");
        return CompletableFuture.completedFuture(new TokenVerdict.Invalid(why));
    }

    private static SubmissionServer server() throws IOException {
        return SubmissionServer.start(Servers.options()
                .allowCleartext(true)
                .tokens(TokenDialogueTest::verdict)
                .build());
    }

    private static String xoauth2(String token) {
        return RawClient.base64("user=tim\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    private static String oauthBearer(String token) {
        return RawClient.base64("n,a=tim,\u0001host=mail.example\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    @Test
    @Requirement("XOA-02")
    void anErrorOfXoauth2IsThatOfGooglesPage_XOA02() throws IOException {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH XOAUTH2 " + xoauth2("bad")))
                    .isEqualTo(
                            "334 "
                                    + RawClient.base64(
                                            "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.google.com/\"}"));
            assertThat(client.command("")).isEqualTo(REFUSED);
            assertThat(client.command("AUTH XOAUTH2 " + xoauth2("good"))).isEqualTo(SUCCESS);
        }
    }

    @Test
    @Requirement({"OAUTH-06", "OAUTH-07"})
    void anErrorOfOauthBearerIsThatOfTheRfc_OAUTH06() throws IOException {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH OAUTHBEARER " + oauthBearer("bad")))
                    .isEqualTo(
                            "334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3Vy"
                                    + "YXRpb24iOiJodHRwczovL2V4YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0=");
            assertThat(client.command("AQ==")).isEqualTo(REFUSED);
            assertThat(client.command("AUTH OAUTHBEARER " + oauthBearer("good")))
                    .isEqualTo(SUCCESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ==", "AA=="})
    @Requirement({"OAUTH-07", "XOA-02"})
    void whateverAnswersAnErrorIsRefused_OAUTH07(String dummy) throws IOException {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.command("AUTH XOAUTH2 " + xoauth2("bad"));
            assertThat(client.command(dummy)).isEqualTo(REFUSED);
            client.command("AUTH OAUTHBEARER " + oauthBearer("bad"));
            assertThat(client.command(dummy)).isEqualTo(REFUSED);
        }
    }

    @Test
    @Requirement({"OAUTH-07", "SASL-10"})
    void anErrorMayBeAnsweredByCancelling_OAUTH07() throws IOException {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            client.command("AUTH OAUTHBEARER " + oauthBearer("bad"));
            assertThat(client.command("*")).startsWith("501 ");
        }
    }

    @Test
    @Requirement({"XOA-06", "OAUTH-11"})
    void aTokenOf6KiBComesInOneStepOrInTwo_XOA06() throws IOException {
        for (String mechanism : List.of("XOAUTH2", "OAUTHBEARER")) {
            String message = mechanism.equals("XOAUTH2") ? xoauth2(LONG) : oauthBearer(LONG);
            try (SubmissionServer server = server();
                    RawClient oneStep = RawClient.greeted(server);
                    RawClient twoSteps = RawClient.greeted(server)) {
                assertThat(oneStep.command("AUTH " + mechanism + " " + message)).isEqualTo(SUCCESS);
                assertThat(twoSteps.command("AUTH " + mechanism)).isEqualTo("334 ");
                assertThat(twoSteps.command(message)).isEqualTo(SUCCESS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER"})
    void isTemporaryWhileTheProviderIsAway(String mechanism) throws IOException {
        try (SubmissionServer server = server();
                RawClient client = RawClient.greeted(server)) {
            String message = mechanism.equals("XOAUTH2") ? xoauth2("away") : oauthBearer("away");
            assertThat(client.command("AUTH " + mechanism + " " + message)).startsWith("454 4.7.0 ");
        }
    }

    @Test
    @Requirement({"XOA-07", "OAUTH-09"})
    void isNotOfferedWithoutAVerifierNorWithoutTls_XOA07() throws IOException {
        try (SubmissionServer nobody = Servers.cleartext();
                SubmissionServer noTls = SubmissionServer.start(
                        Servers.options().tokens(TokenDialogueTest::verdict).build())) {
            for (SubmissionServer server : List.of(nobody, noTls)) {
                try (RawClient client = RawClient.connect(server)) {
                    client.reply();
                    assertThat(client.command("EHLO client.example")).doesNotContain("OAUTH");
                    assertThat(client.command("AUTH XOAUTH2 " + xoauth2("good")))
                            .startsWith("504 ");
                    assertThat(client.command("AUTH OAUTHBEARER " + oauthBearer("good")))
                            .startsWith("504 ");
                }
            }
        }
        try (SubmissionServer server = server();
                RawClient client = RawClient.connect(server)) {
            client.reply();
            assertThat(client.command("EHLO client.example")).contains("AUTH OAUTHBEARER XOAUTH2 CRAM-MD5");
            assertThat(client.command("AUTH OAUTH10A")).startsWith("504 ");
        }
    }
}
