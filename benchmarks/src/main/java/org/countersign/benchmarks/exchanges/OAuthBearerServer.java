package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.oauthbearer.OAuthBearerMechanism;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The server's side of OAUTHBEARER with a token that is found valid at once: all but the verification of tokens. */
@State(Scope.Benchmark)
@ThreadSafe
public class OAuthBearerServer {
    private static final String MECHANISM = "OAUTHBEARER";

    private final byte[] message = Setting.octets(
            "n,a=" + Setting.USER + ",\1host=" + Setting.HOST + "\1auth=Bearer " + Setting.TOKEN + "\1\1");
    private final ServerSide server = ServerSide.with(Catalogue.of(new OAuthBearerMechanism()))
            .tokens((question, attempt) -> CompletableFuture.completedFuture(
                    question.token().matches(Setting.octets(Setting.TOKEN))
                            ? new TokenVerdict.Valid(Setting.USER)
                            : new TokenVerdict.Invalid(TokenError.of("invalid_token"))))
            .workers(Runnable::run)
            .build();
    private final Map<String, String> subjects = Map.of(Setting.TOKEN, Setting.USER);

    @Setup
    public void allAccept() {
        countersign();
        byHand();
    }

    @Benchmark
    public ServerReply countersign() {
        return Setting.success(Setting.open(server, MECHANISM).start(message.clone()));
    }

    @Benchmark
    public String byHand() {
        String[] fields = new String(message.clone(), StandardCharsets.US_ASCII).split("\u0001", -1);
        String subject = fields[0].equals("n,a=" + Setting.USER + ",")
                        && fields[1].equals("host=" + Setting.HOST)
                        && fields[2].startsWith("auth=Bearer ")
                ? subjects.getOrDefault(fields[2].substring("auth=Bearer ".length()), "")
                : "";
        if (subject.isEmpty()) {
            throw new IllegalStateException("refused");
        }
        return subject;
    }
}
