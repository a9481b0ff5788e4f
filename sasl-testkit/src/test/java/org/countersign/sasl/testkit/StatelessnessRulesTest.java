package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

class StatelessnessRulesTest {

    @Test
    @Requirement("SEC-09")
    void noticesChanceThatDoesNotComeFromTheSeams() {
        class OwnChance extends HmacMechanism {
            @Override
            byte[] nonce(Seams seams) {
                return super.nonce(Seams.system());
            }
        }

        assertThat(brokenBy(new OwnChance()))
                .containsExactly("sameSeamsGiveTheSameOctets", "unknownUserLooksTheSameEachTime");
    }

    @Test
    @Requirement("SEC-11")
    void noticesStateInTheSingleton() {
        class Stateful extends HmacMechanism {
            private Transcript current;

            @Override
            ServerStep challenge(ServerContext context, Greeting greeting, HmacVerifier verifier) {
                byte[] challenge = join(verifier.salt(), nonce(context.seams()));
                current = new Transcript(greeting.octets(), challenge);
                return ServerStep.challenge(challenge, proof -> verify(greeting, current, verifier, proof));
            }
        }

        assertThat(brokenBy(new Stateful()))
                .containsExactly(
                        "concurrentExchangesDoNotInfluenceEachOther", "interleavedExchangesDoNotInfluenceEachOther");
    }

    @Test
    @Requirement("SEC-11")
    void noticesAComputationThatThreadsShare() {
        class Shared extends HmacMechanism {
            private final AtomicBoolean busy = new AtomicBoolean();

            @Override
            boolean matches(byte[] expected, byte[] proof) {
                boolean alone = busy.compareAndSet(false, true);
                LockSupport.parkNanos(100_000); // long enough to meet somebody
                busy.set(false);
                return alone && super.matches(expected, proof);
            }
        }

        assertThat(brokenBy(new Shared())).containsExactly("concurrentExchangesDoNotInfluenceEachOther");
    }
}
