package org.countersign.benchmarks.exchanges;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.crammd5.CramMd5Kind;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.plain.PlainMechanism;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** PLAIN on the server by what the client sends and by how the password is stored, where that is not slow on purpose. */
@State(Scope.Benchmark)
@NotThreadSafe
public class PlainOutcomes {
    private static final String MECHANISM = "PLAIN";

    @Param({"right", "wrong password", "unknown user"})
    public String response = "right";

    @Param({"{PLAIN}", "{CRAM-MD5}"})
    public String stored = "{PLAIN}";

    @SuppressWarnings("NullAway.Init") // JMH calls prepare
    private ServerSide server;

    private byte[] message = new byte[0];

    @Setup
    public void prepare() {
        String data = stored.equals("{PLAIN}")
                ? Setting.PASSWORD
                : HmacMd5Key.of(Setting.octets(Setting.PASSWORD)).format();
        CramMd5Kind kind = new CramMd5Kind();
        Account account = Account.of(Setting.USER, stored + data);
        ServerSide.Builder builder = Setting.builder(new PlainMechanism(), stored + data);
        server = (stored.equals("{PLAIN}")
                        ? builder
                        : builder.directory(Directory.of(List.of(account.prepare(List.of(kind)))), kind))
                .seams(Seams.system())
                .build();
        String user = response.equals("unknown user") ? "tom" : Setting.USER;
        String password = response.equals("wrong password") ? "tanstaaftanstaax" : Setting.PASSWORD;
        message = Setting.octets("\0" + user + "\0" + password);
        if (countersign() instanceof ServerReply.Success != response.equals("right")) {
            throw new IllegalStateException("not the outcome");
        }
    }

    @Benchmark
    public ServerReply countersign() {
        return Setting.now(Setting.open(server, MECHANISM).start(message.clone()));
    }
}
