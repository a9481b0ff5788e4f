package com.example.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;

/** Server and client of an application find the mechanism and use it. */
class SaltedHmacExchangeTest {
    private static final String NAME = "X-SALTED-HMAC";
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    // the password is "tanstaaf": computed with another implementation of HMAC
    private static final String ENTRY = "{X-SALTED-HMAC}000102030405060708090a0b0c0d0e0f,"
            + "860fb2a1ab329a79ab843481f6bf5e32b5031f5afcc60b774f85097221991930";

    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader());
    private final ServerSide server = ServerSide.with(catalogue)
            .directory(Directory.of(List.of(Account.of("tim", ENTRY))))
            .build();

    @Test
    void authenticatesWhoKnowsThePassword() {
        assertThat(authenticate("tim", "tanstaaf")).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    void refusesAWrongPassword() {
        assertThat(authenticate("tim", "tanstaag")).isInstanceOf(ServerReply.Failure.class);
    }

    @Test
    void refusesSomebodyUnknown() {
        assertThat(authenticate("tom", "tanstaaf")).isInstanceOf(ServerReply.Failure.class);
    }

    @Test
    void showsSomebodyUnknownTheSameSaltEachTime() {
        assertThat(salt("tom")).isEqualTo(salt("tom")).isNotEqualTo(salt("tam"));
    }

    private byte[] salt(String user) {
        ServerReply reply = now(open().start(user.getBytes(StandardCharsets.UTF_8)));
        return Arrays.copyOf(((ServerReply.Challenge) reply).data(), SaltedKey.SALT);
    }

    private ServerReply authenticate(String user, String password) {
        ClientExchange client = ClientSide.with(catalogue)
                .build()
                .open(NAME, List.of(NAME), FACTS, Credentials.password(user, password.toCharArray()), Runnable::run)
                .orElseThrow();
        ServerExchange exchange = open();
        ClientReply.Send name = (ClientReply.Send) now(client.start());
        ServerReply.Challenge challenge = (ServerReply.Challenge) now(exchange.start(name.data()));
        ClientReply.Send proof = (ClientReply.Send) now(client.challenge(challenge.data()));
        return now(exchange.respond(proof.data()));
    }

    private ServerExchange open() {
        return server.open(NAME, FACTS, Runnable::run).orElseThrow();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
