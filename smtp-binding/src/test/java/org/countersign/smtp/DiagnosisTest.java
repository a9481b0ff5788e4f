package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.buffer;

import java.util.Arrays;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refusals as servers in use say them. */
class DiagnosisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            535 5.7.8 Authentication credentials invalid                                    | WRONG_CREDENTIALS
            535-5.7.8 Username and Password not accepted. For more information, go to       | WRONG_CREDENTIALS
            535 5.7.3 Authentication unsuccessful                                           | WRONG_CREDENTIALS
            535 Incorrect authentication data                                               | WRONG_CREDENTIALS
            534-5.7.9 Application-specific password required. Learn more at                 | APPLICATION_PASSWORD_NEEDED
            535 5.7.8 Error: authentication failed: use an app password                     | APPLICATION_PASSWORD_NEEDED
            534-5.7.14 <https://accounts.example.com/signin> Please log in via your browser | BROWSER_LOGIN_NEEDED
            534 5.7.9 Authentication mechanism is too weak                                  | TOO_WEAK
            432 4.7.12 A password transition is needed                                      | TRANSITION_NEEDED
            432 A password transition is needed                                             | TRANSITION_NEEDED
            432 4.3.2 Concurrent connections limit exceeded                                 | RATE_LIMITED
            530 5.7.0 Must issue a STARTTLS command first                                   | TLS_FIRST
            530 5.7.10 Encryption needed                                                    | TLS_FIRST
            523 5.7.10 Encryption needed                                                    | TLS_FIRST
            538 5.7.11 Encryption required for requested authentication mechanism           | TLS_FIRST
            535 5.7.11 Encryption needed                                                    | TLS_FIRST
            530 5.7.0 Authentication required                                               | AUTHENTICATION_REQUIRED
            530 5.7.57 Client not authenticated to send mail                                | AUTHENTICATION_REQUIRED
            500 5.5.1 Command not recognized                                                | NOT_OFFERED
            502 5.5.2 Error: command not recognized                                         | NOT_OFFERED
            503 5.5.1 Error: authentication not enabled                                     | NOT_OFFERED
            503 AUTH command used when not advertised                                       | NOT_OFFERED
            503 5.5.1 Already authenticated                                                 | OUT_OF_STEP
            501 5.5.2 Malformed authentication data                                         | OUT_OF_STEP
            504 5.5.4 Authentication mechanism not available                                | MECHANISM_NOT_AVAILABLE
            504 5.7.4 Unrecognized authentication type                                      | MECHANISM_NOT_AVAILABLE
            535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled   | SWITCHED_OFF
            535 5.7.139 Authentication unsuccessful, basic authentication is disabled.      | SWITCHED_OFF
            550 5.7.30 Basic authentication is not supported for Client Submission.         | SWITCHED_OFF
            525 5.7.13 Account disabled                                                     | ACCOUNT_DISABLED
            535 5.7.8 Your account has been suspended                                       | ACCOUNT_DISABLED
            421 4.7.0 Too many failed attempts, closing                                     | RATE_LIMITED
            421 4.3.2 Service shutting down                                                 | RATE_LIMITED
            454 4.7.0 Too many login attempts, please try again later.                      | RATE_LIMITED
            454 Throttling failure: Maximum sending rate exceeded                           | RATE_LIMITED
            535 5.7.0 (#AUTH005) Too many bad auth attempts.                                | RATE_LIMITED
            454 4.7.0 Temporary authentication failure                                      | TEMPORARY
            451 4.3.0 Temporary lookup failure                                              | TEMPORARY
            550 5.7.1 Not your address                                                      | NOT_PERMITTED
            553 5.7.1 Sender address rejected: not owned by user                            | NOT_PERMITTED
            554 5.7.1 Service unavailable                                                   | REJECTED
            555 5.5.4 Unsupported parameter                                                 | UNKNOWN
            """)
    @Requirement({"SMTP-21", "CODE-03"})
    void readsWhatServersSay_SMTP21(String line, Diagnosis diagnosis) {
        SmtpReply reply = reply(line);

        assertThat(Diagnosis.of(reply)).isEqualTo(diagnosis);
        assertThat(new ClientAction.Refused(reply, null).diagnosis()).isEqualTo(diagnosis);
    }

    @Test
    @Requirement({"SMTP-21", "CODE-03"})
    void readsWhatThisServerSays_SMTP21() {
        assertThat(Diagnosis.of(Replies.REFUSED)).isEqualTo(Diagnosis.WRONG_CREDENTIALS);
        assertThat(Diagnosis.of(Replies.TEMPORARY)).isEqualTo(Diagnosis.TEMPORARY);
        assertThat(Diagnosis.of(Replies.TOO_WEAK)).isEqualTo(Diagnosis.TOO_WEAK);
        assertThat(Diagnosis.of(Replies.TRANSITION_NEEDED)).isEqualTo(Diagnosis.TRANSITION_NEEDED);
        assertThat(Diagnosis.of(Replies.ACCOUNT_DISABLED)).isEqualTo(Diagnosis.ACCOUNT_DISABLED);
        assertThat(Diagnosis.of(Replies.TLS_FIRST)).isEqualTo(Diagnosis.TLS_FIRST);
        assertThat(Diagnosis.of(Replies.AUTHENTICATE_FIRST)).isEqualTo(Diagnosis.AUTHENTICATION_REQUIRED);
        assertThat(Diagnosis.of(Replies.TOO_MANY_FAILURES)).isEqualTo(Diagnosis.RATE_LIMITED);
        assertThat(Diagnosis.of(Replies.NO_SUCH_MECHANISM)).isEqualTo(Diagnosis.MECHANISM_NOT_AVAILABLE);
    }

    @Test
    @Requirement("SMTP-21")
    void asksForAnotherPasswordOnlyWhereOneMayHelp_SMTP21() {
        assertThat(Arrays.stream(Diagnosis.values()).filter(Diagnosis::wantsOtherCredentials))
                .containsExactly(Diagnosis.WRONG_CREDENTIALS, Diagnosis.APPLICATION_PASSWORD_NEEDED);
        assertThat(Arrays.stream(Diagnosis.values()).filter(Diagnosis::mayPass))
                .containsExactly(Diagnosis.BROWSER_LOGIN_NEEDED, Diagnosis.RATE_LIMITED, Diagnosis.TEMPORARY);
    }

    @ParameterizedTest
    @EnumSource
    void saysItInClauses(Diagnosis diagnosis) {
        assertThat(diagnosis.meaning()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
        assertThat(diagnosis.advice()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
    }

    private static SmtpReply reply(String line) {
        String lines = line.charAt(3) == '-' ? line + "\r\n" + line.substring(0, 3) + " the rest\r\n" : line + "\r\n";
        return ((Received.Reply) new ReplyReader().read(buffer(lines)).orElseThrow()).reply();
    }
}
