package org.countersign.sasl.scram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the RFCs and their like, each step to the octet. */
class ScramVectorsTest {

    static List<Vector> vectors() {
        return Vector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Requirement("SCRAM-10")
    void derivesTheSaltedPassword_SCRAM10(Vector vector) {
        byte[] salt = Base64.getDecoder().decode(vector.salt());
        byte[] saltedPassword = ScramKeys.hi(vector.hash(), Vector.PASSWORD.getBytes(UTF_8), salt, 4096);

        assertThat(HexFormat.of().formatHex(saltedPassword)).isEqualTo(vector.saltedPassword());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Requirement({"SCRAM-10", "SCRAM-24"})
    void derivesWhatTheServerStores_SCRAM10(Vector vector) {
        byte[] salt = Base64.getDecoder().decode(vector.salt());
        ScramKind kind = new ScramKind(vector.hash());

        ScramVerifier verifier = kind.derive(
                        Secret.utf8(Vector.PASSWORD.toCharArray()), "user", "", (label, count) -> salt)
                .orElseThrow();

        assertThat(kind.format(verifier)).isEqualTo(vector.verifier());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Requirement({"SCRAM-03", "SCRAM-05", "SCRAM-11"})
    void theClientSendsThem_SCRAM03(Vector vector) {
        Client client = Client.of(vector);

        assertThat(client.start()).isEqualTo(vector.clientFirst());
        assertThat(client.challenge(vector.serverFirst())).isEqualTo(vector.clientFinal());
        assertThat(client.challenge(vector.serverFinal())).isEmpty();
        assertThat(client.outcome(true)).isInstanceOf(ClientReply.Success.class);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Requirement({"SCRAM-04", "SCRAM-06", "SCRAM-12"})
    void theServerSendsThem_SCRAM04(Vector vector) {
        Server server = Server.of(vector);

        assertThat(server.start(vector.clientFirst())).isEqualTo(vector.serverFirst());
        assertThat(server.respond(vector.clientFinal())).isEqualTo(vector.serverFinal());
        assertThat(server.success()).isInstanceOfSatisfying(ServerReply.Success.class, success -> {
            assertThat(success.who().boundTo()).isEqualTo(vector.binds() ? "tls-exporter" : null);
            assertThat(success.who().authorizationId())
                    .isEqualTo(vector.who().forSomebodyElse() ? vector.who().authorizationId() : "user");
        });
    }
}
