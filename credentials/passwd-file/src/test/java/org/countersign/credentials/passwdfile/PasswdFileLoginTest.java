package org.countersign.credentials.passwdfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.crammd5.CramMd5Mechanism;
import org.countersign.sasl.plain.PlainMechanism;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A users file behind a server, both sides through the real drivers. */
class PasswdFileLoginTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", "mail.example.org").build();

    private final Catalogue catalogue = Catalogue.of(new CramMd5Mechanism(), new PlainMechanism());
    private final ClientSide client = ClientSide.with(catalogue)
            .policy(ClientPolicy.safe().allowCleartext())
            .authorizationIds(SaslPrep::query)
            .build();
    private ServerSide server;

    @BeforeEach
    void readTheFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("users"), """
                IX:{PLAIN}pass\u00a0word
                test:{CRAM-MD5}e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6
                """);
        Directory users = PasswdFile.read(file, List.of(new CramMd5Kind()), List.of());
        server = ServerSide.with(catalogue)
                .policy(SaslPolicy.safe().alsoAllow("PLAIN"))
                .directory(users, new CramMd5Kind())
                .authorizationIds(SaslPrep::query)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, IX, pass word, IX",
        "PLAIN, I\u00adX, pass\u3000word, IX",
        "PLAIN, test, test, test",
        "CRAM-MD5, IX, pass word, IX",
        "CRAM-MD5, \u2168, pass\u3000word, IX",
        "CRAM-MD5, test, test, test"
    })
    @Requirement({"PLAIN-05", "CRAM-06", "CRAM-07"})
    void letsInByEveryMechanismHoweverTheNameIsTyped_PLAIN05(
            String mechanism, String user, String password, String name) {
        assertThat(authenticate(mechanism, new Identities(user, null), password))
                .isInstanceOfSatisfying(ServerReply.Success.class, success -> {
                    assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Named(name));
                    assertThat(success.who().authorizationId()).isEqualTo(name);
                });
    }

    @ParameterizedTest
    @CsvSource({"IX", "I\u00adX", "\u2168"})
    @Requirement({"PLAIN-10", "SASL-17"})
    void takesAnySpellingOfTheOwnNameAsAuthorizationIdentity_PLAIN10(String authorizationId) {
        assertThat(authenticate("PLAIN", new Identities("IX", authorizationId), "pass word"))
                .isInstanceOf(ServerReply.Success.class);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, IX", "PLAIN, test", "PLAIN, nobody", "CRAM-MD5, IX", "CRAM-MD5, test", "CRAM-MD5, nobody"})
    @Requirement({"SEC-04", "SASL-13"})
    void refusesEverybodyElseAlike_SEC04(String mechanism, String user) {
        assertThat(authenticate(mechanism, new Identities(user, null), "wrong"))
                .isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
    }

    private ServerReply authenticate(String mechanism, Identities who, String password) {
        Credentials credentials = Credentials.password(who, password.toCharArray());
        ServerExchange serving = server.open(mechanism, FACTS, Runnable::run).orElseThrow();
        ClientExchange asking = client.open(mechanism, List.of(mechanism), FACTS, credentials, Runnable::run)
                .orElseThrow();
        ServerReply reply = now(serving.start(((ClientReply.Send) now(asking.start())).data()));
        while (reply instanceof ServerReply.Challenge challenge) {
            reply = now(serving.respond(((ClientReply.Send) now(asking.challenge(challenge.data()))).data()));
        }
        return reply;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
