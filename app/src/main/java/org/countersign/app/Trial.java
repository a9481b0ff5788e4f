package org.countersign.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.client.SmtpClient;
import org.countersign.app.client.Transcript;
import org.countersign.sasl.client.Credentials;
import org.countersign.smtp.ClientAction;

/** How one mechanism does in the demo. */
@NotThreadSafe
final class Trial {
    static final String[] HEADER = {"MECHANISM", "TLS", "ROUND TRIPS", "ACCEPTED", "REFUSED", "AUTH=", "TIME"};

    private static final int WRONG_CREDENTIALS = 535;
    private static final String YES = "yes";
    private static final String NO = "NO";

    private final Demo demo;
    private final String mechanism;
    private final List<String> faults = new ArrayList<>();
    private String tls = "-";
    private int roundTrips;
    private Duration took = Duration.ZERO;
    private String accepted = NO;
    private String refused = NO;
    private String sent = NO;

    Trial(Demo demo, String mechanism) {
        this.demo = demo;
        this.mechanism = mechanism;
    }

    /** The right password is accepted, and then a message that says who submitted it. */
    void right(Transcript transcript) {
        try (SmtpClient client = demo.connect(transcript)) {
            ClientAction outcome = authenticate(client, demo.rightPassword());
            if (outcome instanceof ClientAction.Authenticated) {
                accepted = YES;
                demo.submit(client);
                sent = YES;
            } else {
                faults.add("the right password was not accepted: " + why(outcome));
            }
        } catch (IOException e) {
            faults.add(e.getMessage());
        }
    }

    /** A wrong password is refused, by the server and for this reason. */
    void wrong(Transcript transcript) {
        try (SmtpClient client = demo.connect(transcript)) {
            ClientAction outcome = client.authenticate(mechanism, demo.wrongPassword());
            if (outcome instanceof ClientAction.Refused by && by.reply().code() == WRONG_CREDENTIALS) {
                refused = YES;
            } else {
                faults.add("a wrong password was not refused: " + why(outcome));
            }
        } catch (IOException e) {
            faults.add(e.getMessage());
        }
    }

    /** What is not as it must be; empty: nothing. */
    List<String> faults() {
        return faults.stream().map(fault -> mechanism + ": " + fault).toList();
    }

    /** Cells under {@link #HEADER}. */
    String[] row() {
        String millis = String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
        return new String[] {mechanism, tls, String.valueOf(roundTrips), accepted, refused, sent, millis};
    }

    private ClientAction authenticate(SmtpClient client, Credentials credentials) throws IOException {
        long start = System.nanoTime();
        ClientAction outcome = client.authenticate(mechanism, credentials);
        took = Duration.ofNanos(System.nanoTime() - start);
        roundTrips = client.roundTrips();
        tls = client.tls() == null ? "none" : client.tls().version();
        return outcome;
    }

    private static String why(ClientAction outcome) {
        if (outcome instanceof ClientAction.Refused refused) {
            return refused.reply().toString();
        }
        return outcome instanceof ClientAction.Failed failed ? failed.detail() : "authenticated";
    }
}
