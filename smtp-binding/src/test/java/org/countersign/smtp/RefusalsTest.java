package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.base64;
import static org.countersign.smtp.Fixtures.greeted;
import static org.countersign.smtp.Fixtures.now;
import static org.countersign.smtp.Fixtures.octets;
import static org.countersign.smtp.Fixtures.sasl;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Authorizer;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong behind the lines, and what the client is told of it. */
class RefusalsTest {
    private static SmtpReply plain(ServerSide.Builder sasl, String message) {
        return now(greeted(sasl).auth(octets("AUTH PLAIN " + base64(message))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0tim\0wrong", "\0nobody\0tanstaaftanstaaf", "\0ada\0x", "ada\0tim\0tanstaaftanstaaf"})
    @Requirement({"SMTP-21", "SASL-13", "SEC-04"})
    void saysOneThingWhateverIsWrongWithTheCredentials_SMTP21(String message) {
        Directory users = Directory.of(List.of(
                Account.of("tim", "{PLAIN}tanstaaftanstaaf"), Account.of("ada", "{X-OTHER}of no use to PLAIN")));

        assertThat(plain(sasl().directory(users), message)).hasToString("535 5.7.8 Authentication credentials invalid");
    }

    @Test
    @Requirement({"SMTP-33", "SASL-11"})
    void refusesAnAuthorizationIdentityThatCanNotBePrepared_SMTP33() {
        assertThat(plain(sasl(), "t\u00efm\0tim\0tanstaaftanstaaf")).isEqualTo(Replies.REFUSED);
        assertThat(plain(sasl().authorizationIds(asked -> "tim"), "t\u00efm\0tim\0tanstaaftanstaaf"))
                .isEqualTo(Replies.AUTHENTICATED);
    }

    @Test
    @Requirement("SMTP-21")
    void blamesNoPasswordWhenTheDirectoryFails_SMTP21() {
        assertThat(plain(
                        sasl().directory((user, realm) -> {
                            throw new IllegalStateException("down");
                        }),
                        "\0tim\0tanstaaftanstaaf"))
                .hasToString("454 4.7.0 Temporary authentication failure");
        assertThat(plain(sasl().directory((user, realm) -> failed()), "\0tim\0tanstaaftanstaaf"))
                .isEqualTo(Replies.TEMPORARY);
    }

    @Test
    @Requirement("SMTP-21")
    void blamesNoPasswordWhenTheAuthorizerFails_SMTP21() {
        Authorizer down = (attempt, identity, authorizationId, principal) -> failed();

        assertThat(plain(sasl().authorizer(down), "\0tim\0tanstaaftanstaaf")).isEqualTo(Replies.TEMPORARY);
        assertThat(plain(sasl().authorizer(down), "\0tim\0wrong")).isEqualTo(Replies.REFUSED);
    }

    @Test
    @Requirement("SMTP-21")
    void blamesNoTokenWhenItsProviderFails_SMTP21() {
        ServerSide.Builder sasl = sasl(new TestMechanisms.Token()).tokens((check, attempt) -> failed());

        assertThat(now(greeted(sasl).auth(octets("AUTH X-TOKEN dG9rZW4=")))).isEqualTo(Replies.TEMPORARY);
    }

    @Test
    @Requirement({"SMTP-21", "SEC-05"})
    void saysThatItIsBusyWhenItsWorkersAre_SMTP21() {
        ServerSide.Builder sasl = sasl(new TestMechanisms.Work()).workers(work -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(now(greeted(sasl).auth(octets("AUTH X-WORK dGlt")))).isEqualTo(Replies.TEMPORARY);
    }

    private static <T> CompletionStage<T> failed() {
        return CompletableFuture.failedStage(new IllegalStateException("down"));
    }
}
