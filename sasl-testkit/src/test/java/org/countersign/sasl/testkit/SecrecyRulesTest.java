package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.junit.jupiter.api.Test;

class SecrecyRulesTest {

    /** A question whose text shows the password. */
    record Ask(String name, String password) implements Question.Custom<Boolean> {}

    @Test
    @Requirement("SEC-07")
    void noticesAQuestionThatShowsThePassword() {
        class Asking extends PlaintextMechanism {
            Asking() {
                super(describe().needs(new Need.Answer(Ask.class)));
            }

            @Override
            ServerStep check(String user, byte[] typed) {
                String password = Utf8.decode(typed);
                return user == null || password == null
                        ? ServerStep.malformed("no text")
                        : ServerStep.ask(
                                new Ask(user, password),
                                matches -> matches ? ServerStep.success(user) : ServerStep.rejected("password"));
            }
        }

        MechanismProfile.Builder profile = PlaintextMechanism.profile(new Asking())
                .answer(
                        Ask.class,
                        (ask, attempt) ->
                                CompletableFuture.completedFuture(ask.equals(new Ask("tim", "tanstaaftanstaaf"))));
        assertThat(brokenBy(profile)).containsExactly("objectsHideSecrets");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAnAuditThatShowsThePassword() {
        class Quoting extends PlaintextMechanism {
            @Override
            ServerStep refuse(byte[] typed) {
                return ServerStep.rejected("not " + new String(typed, StandardCharsets.ISO_8859_1));
            }
        }

        assertThat(brokenBy(PlaintextMechanism.profile(new Quoting()))).containsExactly("failureDetailsHideSecrets");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAnAuditThatShowsThePasswordInHexadecimal() {
        class Quoting extends PlaintextMechanism {
            @Override
            ServerStep refuse(byte[] typed) {
                return ServerStep.rejected(
                        "not " + HexFormat.of().withUpperCase().formatHex(typed));
            }
        }

        assertThat(brokenBy(PlaintextMechanism.profile(new Quoting()))).containsExactly("failureDetailsHideSecrets");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAnAuditThatShowsThePasswordInBase64() {
        class Quoting extends PlaintextMechanism {
            @Override
            ServerStep refuse(byte[] typed) {
                return ServerStep.rejected("not " + Base64.getEncoder().encodeToString(typed));
            }
        }

        assertThat(brokenBy(PlaintextMechanism.profile(new Quoting()))).containsExactly("failureDetailsHideSecrets");
    }

    @Test
    @Requirement("SEC-07")
    void noticesAnExceptionThatShowsThePassword() {
        class Throwing extends PlaintextMechanism {
            @Override
            ServerStep refuse(byte[] typed) {
                throw new IllegalStateException(new IllegalArgumentException(Utf8.decode(typed)));
            }
        }

        assertThat(brokenBy(PlaintextMechanism.profile(new Throwing())))
                .contains("exceptionsHideSecrets", "wrongCredentialsAreRefused")
                .doesNotContain("failureDetailsHideSecrets", "objectsHideSecrets");
    }
}
