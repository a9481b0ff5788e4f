package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.crammd5.CramMd5Mechanism;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;
import org.countersign.smtp.SmtpServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** CRAM-MD5 on the server by what the client sends and by how the password is stored, without a protocol and in SMTP. */
@State(Scope.Benchmark)
@NotThreadSafe
public class CramMd5Outcomes {
    private static final String MECHANISM = "CRAM-MD5";
    private static final byte[] NONCE = Setting.octets("0123456789abcdef");

    @Param({"right", "wrong password", "unknown user"})
    public String response = "right";

    @Param({"{PLAIN}", "{CRAM-MD5}"})
    public String stored = "{PLAIN}";

    private final HmacMd5Key key = HmacMd5Key.of(Setting.octets(Setting.PASSWORD));

    @SuppressWarnings("NullAway.Init") // JMH calls prepare
    private ServerSide server;

    @SuppressWarnings("NullAway.Init")
    private SmtpServerSide smtp;

    private byte[] message = new byte[0];
    private byte[] line = new byte[0];

    @Setup
    public void prepare() {
        String data = stored.equals("{PLAIN}") ? Setting.PASSWORD : key.format();
        server = Setting.server(new CramMd5Mechanism(), stored + data, Setting.repeating(NONCE));
        smtp = SmtpServerSide.with(server).build();
        byte[] challenge = Setting.challenge(Setting.open(server, MECHANISM).start(null));
        HmacMd5Key used = response.equals("wrong password") ? HmacMd5Key.of(NONCE) : key;
        message = CramMd5ByHand.respond(response.equals("unknown user") ? "tom" : Setting.USER, used, challenge);
        line = Base64.getEncoder().encode(message);
        boolean accepted = countersign() instanceof ServerReply.Success;
        if (accepted != response.equals("right")
                || accepted != (countersignInSmtp().code() == 235)) {
            throw new IllegalStateException("not the outcome");
        }
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(null));
        return Setting.now(exchange.respond(message.clone()));
    }

    /** A session from EHLO to the reply behind the response, in lines. */
    @Benchmark
    public SmtpReply countersignInSmtp() {
        try (SmtpServerSession session = smtp.session(Setting.FACTS, Runnable::run)) {
            session.ehlo();
            session.keyword();
            Setting.now(session.auth("AUTH CRAM-MD5".getBytes(StandardCharsets.US_ASCII)))
                    .encode();
            SmtpReply outcome = Setting.now(session.response(line.clone()));
            outcome.encode();
            return outcome;
        }
    }
}
