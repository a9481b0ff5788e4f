package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;

class HostileInputRulesTest {

    @Test
    @Requirement("SEC-08")
    void noticesAServerThatThrows() {
        class Fragile extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                return proof[0] == proof[proof.length - 1] && proof.length == 1
                        ? ServerStep.rejected("proof")
                        : super.verify(greeting, transcript, verifier, proof);
            }
        }

        assertThat(brokenBy(new Fragile())).containsExactly("serverSurvivesAnyInput");
    }

    @Test
    @Requirement("SEC-08")
    void noticesAServerThatThrowsWhenTextIsNotUtf8() {
        class Fragile extends HmacMechanism {
            @Override
            public ServerStep start(ServerContext context, byte[] initialResponse) {
                Objects.requireNonNull(Utf8.decode(initialResponse), "not UTF-8");
                return super.start(context, initialResponse);
            }
        }

        assertThat(brokenBy(new Fragile())).containsExactly("everyChangedOctetIsNoticed", "serverSurvivesAnyInput");
    }

    @Test
    @Requirement("SEC-08")
    void noticesAClientThatThrows() {
        class Fragile extends HmacMechanism {
            @Override
            ClientStep prove(Secret password, byte[] greeting, byte[] challenge) {
                return challenge[0] == 0 && challenge.length == 1
                        ? ClientStep.malformed("challenge")
                        : super.prove(password, greeting, challenge);
            }
        }

        assertThat(brokenBy(new Fragile())).containsExactly("clientSurvivesAnyInput");
    }

    @Test
    @Requirement("SASL-11")
    void noticesAServerThatTakesAnEmptyResponseForTheRightOne() {
        class Lenient extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                return proof.length == 0
                        ? proved(greeting, transcript, verifier)
                        : super.verify(greeting, transcript, verifier, proof);
            }
        }

        assertThat(brokenBy(new Lenient())).containsExactly("noOtherInputAuthenticates");
    }

    @Test
    @Requirement({"SEC-08", "SASL-20"})
    void noticesAServerThatAllocatesWhatAMessageAnnounces() {
        class Greedy extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                if (proof.length >= 64) {
                    int announced = Math.abs(ByteBuffer.wrap(proof).getInt());
                    byte[] copy = new byte[Math.min(announced, 1 << 24)];
                    System.arraycopy(proof, 0, copy, 0, Math.min(copy.length, proof.length));
                    return ServerStep.malformed("proof of " + copy.length + " octets");
                }
                return super.verify(greeting, transcript, verifier, proof);
            }
        }

        assertThat(brokenBy(new Greedy())).containsExactly("memoryIsBounded");
    }

    @Test
    @Requirement("SEC-08")
    void noticesAServerThatExhaustsTheJvm() {
        class Endless extends HmacMechanism {
            @Override
            ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
                return proof.length == 0
                        ? verify(greeting, transcript, verifier, proof)
                        : super.verify(greeting, transcript, verifier, proof);
            }
        }

        assertThat(brokenBy(new Endless()))
                .containsExactly(
                        "clientSurvivesAnyInput",
                        "memoryIsBounded",
                        "noOtherInputAuthenticates",
                        "serverSurvivesAnyInput");
    }
}
