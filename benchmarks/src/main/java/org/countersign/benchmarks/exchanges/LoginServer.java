package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.login.LoginMechanism;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The server's side of LOGIN with the right password, stored as it is. Neither the JDK nor Elytron has it. */
@State(Scope.Benchmark)
@ThreadSafe
public class LoginServer {
    private static final String MECHANISM = "LOGIN";

    private final byte[] name = Setting.octets(Setting.USER);
    private final byte[] password = Setting.octets(Setting.PASSWORD);
    private final ServerSide server =
            Setting.server(new LoginMechanism(), "{PLAIN}" + Setting.PASSWORD, Seams.system());
    private final Map<String, byte[]> passwords = Map.of(Setting.USER, Setting.octets(Setting.PASSWORD));

    @Setup
    public void allAccept() {
        countersign();
        byHand();
    }

    @Benchmark
    public ServerReply countersign() {
        ServerExchange exchange = Setting.open(server, MECHANISM);
        Setting.challenge(exchange.start(null));
        Setting.challenge(exchange.respond(name.clone()));
        return Setting.success(exchange.respond(password.clone()));
    }

    @Benchmark
    public String byHand() {
        String user = new String(name.clone(), StandardCharsets.UTF_8);
        byte[] stored = passwords.get(user);
        if (stored == null || !ConstantTime.equal(stored, password.clone())) {
            throw new IllegalStateException("refused");
        }
        return user;
    }
}
