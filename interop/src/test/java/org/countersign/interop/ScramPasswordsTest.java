package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.interop.Exchanges.now;

import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries of {@code gsasl --mkpasswd} and of Dovecot's {@code doveadm pw} are ours too. */
class ScramPasswordsTest {

    static Stream<Arguments> entries() {
        return Stream.of("SCRAM-SHA-1", "SCRAM-SHA-256")
                .flatMap(scheme -> Stream.of("tanstaaftanstaaf", "grüße€5", "x".repeat(200))
                        .map(password -> Arguments.of(scheme, password)));
    }

    @ParameterizedTest
    @MethodSource("entries")
    @Requirement({"SCRAM-10", "SCRAM-24"})
    void weTakeGsaslsEntries_SCRAM24(String scheme, String password) throws Exception {
        Program.Ended made =
                Program.required("gsasl").run("--mkpasswd", "--mechanism=" + scheme, "--password=" + password);

        takes(made.output().strip(), scheme, password);
    }

    @ParameterizedTest
    @MethodSource("entries")
    @Requirement({"SCRAM-10", "SCRAM-24"})
    void weTakeDovecotsEntries_SCRAM24(String scheme, String password) throws Exception {
        Program.Ended made = Program.required("doveadm").run("-O", "pw", "-s", scheme, "-p", password);

        takes(made.output().strip(), scheme, password);
    }

    private static void takes(String entry, String scheme, String password) {
        assertThat(entry).startsWith("{" + scheme + "}");
        Account account = Account.of("tim", entry);

        assertThat(logIn(scheme, account, password)).isTrue();
        assertThat(logIn(scheme, account, password + "x")).isFalse();
    }

    private static boolean logIn(String mechanism, Account account, String password) {
        ServerExchange server = Exchanges.server(mechanism, account);
        ClientExchange client = Exchanges.client(mechanism, "tim", password);
        ServerReply reply = now(server.start(((ClientReply.Send) now(client.start())).data()));
        while (reply instanceof ServerReply.Challenge challenge
                && now(client.challenge(challenge.data())) instanceof ClientReply.Send response) {
            reply = now(server.respond(response.data()));
        }
        return reply instanceof ServerReply.Success;
    }
}
