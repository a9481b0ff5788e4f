package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.interop.Exchanges.now;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dovecot's {@code {CRAM-MD5}} and ours are the same. */
class DovecotPasswordsTest {
    private static final CramMd5Kind KIND = new CramMd5Kind();
    private static Program doveadm;

    @BeforeAll
    static void find() {
        doveadm = Program.required("doveadm");
    }

    static Stream<String> passwords() {
        // a key that is longer than a block of MD5, 64 octets, is hashed first (CRAM-05)
        return Stream.of(
                "tanstaaftanstaaf", "grüße€5", "it's \"$HOME\"", "x".repeat(64), "x".repeat(65), "ä".repeat(100));
    }

    @ParameterizedTest
    @MethodSource("passwords")
    @Requirement({"CRAM-07", "CRAM-05"})
    void dovecotVerifiesOurEntries_CRAM07(String password) throws Exception {
        String entry = "{CRAM-MD5}" + ourData(password);

        Program.Ended right = doveadm.run("-O", "pw", "-t", entry, "-p", password);
        assertThat(right.output()).contains("(verified)");
        assertThat(right.exitCode()).isZero();

        Program.Ended wrong = doveadm.run("-O", "pw", "-t", entry, "-p", password + "x");
        assertThat(wrong.output()).contains("Password mismatch");
        assertThat(wrong.exitCode()).isNotZero();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    @Requirement({"CRAM-07", "CRAM-05"})
    void weTakeDovecotsEntries_CRAM07(String password) throws Exception {
        Program.Ended made = doveadm.run("-O", "pw", "-s", "CRAM-MD5", "-p", password);
        assertThat(made.exitCode()).as(made.output()).isZero();
        Account account = Account.of("tim", made.output().strip());

        for (String mechanism : List.of("CRAM-MD5", "PLAIN", "LOGIN")) {
            assertThat(logIn(mechanism, account, password)).isInstanceOf(ServerReply.Success.class);
            assertThat(logIn(mechanism, account, password + "x")).isInstanceOf(ServerReply.Failure.class);
        }
    }

    private static String ourData(String password) {
        try (Secret secret = Secret.owning(password.getBytes(StandardCharsets.UTF_8))) {
            return KIND.derive(secret, "tim", "", (label, count) -> new byte[count])
                    .map(KIND::format)
                    .orElseThrow();
        }
    }

    private static ServerReply logIn(String mechanism, Account account, String password) {
        ServerExchange server = Exchanges.server(mechanism, account);
        ClientExchange client = Exchanges.client(mechanism, "tim", password);
        ClientReply.Send response = (ClientReply.Send) now(client.start());
        ServerReply reply = now(server.start(response.data()));
        while (reply instanceof ServerReply.Challenge challenge) {
            response = (ClientReply.Send) now(client.challenge(challenge.data()));
            reply = now(server.respond(response.data()));
        }
        return reply;
    }
}
