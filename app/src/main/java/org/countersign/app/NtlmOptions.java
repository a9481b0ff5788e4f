package org.countersign.app;

import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.ntlm.NtlmPolicy;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.countersign.sasl.ntlm.NtlmVersion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a server of NTLM insists on; nothing of this makes it offer NTLM. */
@NotThreadSafe
final class NtlmOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--ntlm-v1",
            description =
                    "NTLM: takes NTLMv1 and LM too, for very old clients. Who listens to one of them has the password.")
    private boolean olderForms;

    @Option(names = "--ntlm-mic", description = "NTLM: refuses clients without a message integrity code, such as curl.")
    private boolean micRequired;

    @Option(
            names = "--ntlm-channel-binding",
            paramLabel = "DEMAND",
            description =
                    "NTLM: what to do with the channel binding, of ${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
    private Demand channelBinding = Demand.ALLOW;

    /**
     * The mechanism.
     *
     * @throws ParameterException if the options contradict each other
     */
    NtlmMechanism mechanism() {
        NtlmPolicy.Builder policy = NtlmPolicy.builder().requireMic(micRequired).channelBinding(channelBinding);
        if (olderForms) {
            policy.alsoAccept(NtlmVersion.NTLM_V1, NtlmVersion.LM);
        }
        try {
            return new NtlmMechanism(policy.build());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
