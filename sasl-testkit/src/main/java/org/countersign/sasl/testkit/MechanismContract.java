package org.countersign.sasl.testkit;

import java.util.concurrent.TimeUnit;
import net.jcip.annotations.NotThreadSafe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * What every mechanism has to fulfil. A mechanism's author extends this class and runs it with JUnit; each rule is a test of
 * its own, and a rule that is broken says what to change, and which requirement or section asks for it:
 *
 * <pre>{@code
 * class PlainContractTest extends MechanismContract {
 *     @Override
 *     protected MechanismProfile profile() {
 *         return MechanismProfile.of(new PlainMechanism()).build();
 *     }
 * }
 * }</pre>
 *
 * <p>The rules hold dialogues through the drivers of {@code sasl-api}, client against server. A rule that can not be tried,
 * because the mechanism lacks a side or because its subject does not exist, is skipped and says why.
 */
@NotThreadSafe
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract non-sealed class MechanismContract
        implements MetadataRules,
                TraitRules,
                AuthenticationRules,
                StatelessnessRules,
                EndRules,
                HostileInputRules,
                MutationRules,
                EnumerationRules,
                VerifierRules,
                AuthorizationRules,
                SecrecyRules,
                AnswerRules {
    private @Nullable Trials trials;

    /** For authors of mechanisms. */
    protected MechanismContract() {}

    /** What the kit has to know of the mechanism; called once for each rule. */
    protected abstract MechanismProfile profile();

    @Override
    public final Trials trials() {
        Trials current = trials;
        if (current == null) {
            current = new Trials(profile());
            trials = current;
        }
        return current;
    }
}
