package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.ntlm.NtlmPolicy;
import org.countersign.sasl.ntlm.NtlmVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NTLM over sockets. */
@Timeout(30)
class NtlmTest {

    @Test
    @Requirement("NTLM-30")
    void isOfferedOnlyWhenItIsNamed_NTLM30() throws IOException {
        try (SubmissionServer server = SubmissionServer.start(Servers.options().build());
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH NTLM")).startsWith("504 5.5.4 ");
        }
        try (SubmissionServer server = start(NtlmPolicy.safe());
                RawClient client = RawClient.connect(server)) {
            client.reply();
            assertThat(client.command("EHLO client.example")).endsWith("\n250 AUTH NTLM");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, tanstaaftanstaaf, 235 2.7.0",
        "false, tanstaaftanstaaf, 235 2.7.0",
        "true, wrong, 535 5.7.8",
        "false, wrong, 535 5.7.8"
    })
    @Requirement({"SMTPNTLM-01", "SMTPNTLM-03", "SMTPNTLM-04"})
    void takesThreeMessagesAndAnswersForGood_SMTPNTLM01(boolean initialResponse, String password, String reply)
            throws IOException {
        try (SubmissionServer server = start(NtlmPolicy.safe());
                RawClient client = RawClient.greeted(server)) {
            ClientExchange exchange = exchange(NtlmPolicy.safe(), password);
            String negotiate = send(exchange.start());

            assertThat(send(client, exchange, initialResponse, negotiate)).startsWith(reply);
        }
    }

    @Test
    @Requirement("SMTPNTLM-02")
    void asksForTheFirstMessageWithoutAText_SMTPNTLM02() throws IOException {
        try (SubmissionServer server = start(NtlmPolicy.safe());
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH NTLM")).isEqualTo("334 ");
            assertThat(client.command("*")).startsWith("501 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"NTLM_V1, 535 5.7.8", "LM, 535 5.7.8", "NTLM_V2, 235 2.7.0"})
    @Requirement({"NTLM-06", "NTLM-30"})
    void takesNoOlderFormUnlessTheOptionsSaySo_NTLM30(NtlmVersion form, String reply) throws IOException {
        NtlmPolicy older = NtlmPolicy.builder().send(form).build();
        NtlmPolicy all = NtlmPolicy.builder().alsoAccept(NtlmVersion.values()).build();
        try (SubmissionServer safe = start(NtlmPolicy.safe());
                SubmissionServer careless = start(all);
                RawClient first = RawClient.greeted(safe);
                RawClient second = RawClient.greeted(careless)) {
            // LM has passwords of at most 14 characters, and this server knows a longer one
            String password = form == NtlmVersion.LM ? "tanstaaftansta" : RawClient.PASSWORD;
            ClientExchange refused = exchange(older, password);
            ClientExchange taken = exchange(older, password);

            assertThat(send(first, refused, true, send(refused.start()))).startsWith(reply);
            assertThat(send(second, taken, true, send(taken.start())))
                    .startsWith(form == NtlmVersion.LM ? "535 5.7.8" : "235 2.7.0");
        }
    }

    private static SubmissionServer start(NtlmPolicy policy) throws IOException {
        return SubmissionServer.start(Servers.options()
                .mechanisms(List.of("NTLM"))
                .instead(new NtlmMechanism(policy))
                .build());
    }

    private static ClientExchange exchange(NtlmPolicy policy, String password) {
        return ClientSide.with(Catalogue.of(new NtlmMechanism(policy)))
                .build()
                .open(
                        "NTLM",
                        List.of("NTLM"),
                        ConnectionFacts.of("smtp", "mail.example").build(),
                        Credentials.password("tim", password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    /** The server's last reply. */
    private static String send(RawClient client, ClientExchange exchange, boolean initialResponse, String negotiate)
            throws IOException {
        String challenge;
        if (initialResponse) {
            challenge = client.command("AUTH NTLM " + negotiate);
        } else {
            client.command("AUTH NTLM");
            challenge = client.command(negotiate);
        }
        assertThat(challenge).startsWith("334 ");
        return client.command(
                send(exchange.challenge(Base64.getDecoder().decode(challenge.substring("334 ".length())))));
    }

    private static String send(CompletionStage<ClientReply> reply) {
        byte[] data = ((ClientReply.Send) reply.toCompletableFuture().getNow(null)).data();
        return Base64.getEncoder().encodeToString(data);
    }
}
