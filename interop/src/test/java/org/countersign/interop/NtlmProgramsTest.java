package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ntlm.NtlmMechanism;
import org.countersign.sasl.ntlm.NtlmPolicy;
import org.countersign.sasl.ntlm.NtlmVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other people's clients of NTLM, and {@code countersign serve}. Names and passwords that are not ASCII they do not encode as
 * MS-NLMP says: curl and libntlm, which is in GNU SASL and msmtp, make a unit of UTF-16 of each octet of UTF-8.
 */
class NtlmProgramsTest {
    private static Certificate certificate;
    private static OurServer safe;
    private static OurServer takesOlderForms;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.in(directory);
        safe = start(NtlmPolicy.safe());
        takesOlderForms = start(NtlmPolicy.builder()
                .alsoAccept(NtlmVersion.NTLM_V1, NtlmVersion.LM)
                .build());
    }

    private static OurServer start(NtlmPolicy policy) throws Exception {
        return OurServer.start(
                certificate, options -> options.mechanisms(List.of("NTLM")).instead(new NtlmMechanism(policy)));
    }

    @AfterAll
    static void stop() {
        safe.close();
        takesOlderForms.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attempts")
    @Requirement({"NTLM-12", "SMTPNTLM-01", "JAVA-06"})
    void aProgramLogsInWithTheRightPasswordOnly_JAVA06(Client client, Attempt attempt) throws Exception {
        assertThat(client.logIn(attempt, takesOlderForms.port(), certificate.file()))
                .satisfies(ended -> assertOutcome(ended, attempt.right()));
        // only curl's is NTLMv2
        assertThat(client.logIn(attempt, safe.port(), certificate.file()))
                .satisfies(ended -> assertOutcome(ended, attempt.right() && client == Client.CURL));
    }

    private static void assertOutcome(Program.Ended ended, boolean right) {
        assertThat(ended.output()).contains(right ? "235 2.7.0" : "535 5.7.8");
        assertThat(ended.exitCode() == 0).as(ended.output()).isEqualTo(right);
    }

    private static Stream<Arguments> attempts() {
        return Arrays.stream(Client.values())
                .filter(client -> client != Client.SMTPLIB) // has no NTLM
                .flatMap(client -> Stream.of(true, false)
                        .flatMap(right ->
                                Stream.of(true, false).map(starttls -> new Attempt("NTLM", User.TIM, right, starttls)))
                        .map(attempt -> Arguments.of(client, attempt)));
    }
}
