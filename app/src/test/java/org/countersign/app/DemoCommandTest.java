package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.plain.PlainMechanism;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void triesEveryMechanismOnTheClassPath() {
        Run run = Run.of(new DemoCommand());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).as(run.out()).isZero();
        for (Mechanism mechanism : Main.catalogue().all()) {
            assertThat(run.out().lines())
                    .anyMatch(line -> line.matches(
                            mechanism.info().name() + " +(TLSv1.3 +[0-9]+ +yes +yes +yes +[0-9.]+ ms|not tried: .+)"));
        }
        assertThat(run.out()).containsPattern("PLAIN +TLSv1.3 +1 +yes +yes +yes");
    }

    @Test
    @Requirement("SEC-07")
    void showsTheDialoguesWithoutSecrets_SEC07() {
        Run run = Run.of(new DemoCommand(), "--transcript");

        assertThat(run.out().lines())
                .contains(
                        "== PLAIN, the right password",
                        "C: AUTH PLAIN ***",
                        "S: 235 2.7.0 Authentication successful",
                        "C: MAIL FROM:<ada@example.org> AUTH=ada@example.org",
                        "== PLAIN, a wrong password",
                        "S: 535 5.7.8 Authentication credentials invalid",
                        "C: AUTH CRAM-MD5",
                        "S: 334 ***")
                .noneMatch(line -> line.matches("C: (?!STARTTLS)[A-Za-z0-9+/]{8,}=*"));
    }

    @Test
    void failsWhenTheRightPasswordIsNotAccepted() {
        Run run = demo(new Plain(password -> password + "x"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out())
                .contains("fault: PLAIN: the right password was not accepted: 535 5.7.8")
                .containsPattern("PLAIN +TLSv1.3 +1 +NO +yes +NO");
    }

    @Test
    void failsWhenAWrongPasswordIsAccepted() {
        AtomicReference<String> first = new AtomicReference<>();
        Run run = demo(new Plain(password -> {
            first.compareAndSet(null, password);
            return first.get();
        }));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out())
                .contains("fault: PLAIN: a wrong password was not refused: authenticated")
                .containsPattern("PLAIN +TLSv1.3 +1 +yes +NO +yes");
    }

    @Test
    void failsWhenAMechanismThrows() {
        Run run = demo(new Plain(password -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).contains("fault: PLAIN: the right password was not accepted: ");
    }

    @Test
    void tellsWhatItCanNotTry() {
        Run run = Run.of(new DemoCommand(() -> Catalogue.of(new PlainMechanism(), new Token())));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("X-TOKEN +not tried: the demo has a password, and no other credentials");
    }

    @Test
    void failsWhenThereIsNothingToTry() {
        Run run = demo(new Token());

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).contains("fault: there is no mechanism to try");
    }

    private static Run demo(Mechanism mechanism) {
        return Run.of(new DemoCommand(() -> Catalogue.of(mechanism)));
    }

    /** PLAIN, whose client sends another password than it was given. The server has the real one. */
    private record Plain(UnaryOperator<String> change) implements ClientMechanism, ServerMechanism {
        @Override
        public MechanismInfo info() {
            return new PlainMechanism().info();
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.ask(
                    new WhoAmI(),
                    who -> ClientStep.ask(
                            new Password(""),
                            password -> ClientStep.last(Utf8.encode("\0" + who.authenticationId() + "\0"
                                    + change.apply(Utf8.decode(password.octets()))))));
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            throw new AssertionError("the server takes its mechanisms from the class path");
        }
    }

    private static final class Token implements ClientMechanism, ServerMechanism {
        @Override
        public MechanismInfo info() {
            return MechanismInfo.named("X-TOKEN").clientNeed(ClientNeed.TOKEN).build();
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.last(new byte[0]);
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            return ServerStep.rejected("no token");
        }
    }
}
