package org.countersign.benchmarks.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.countersign.sasl.xoauth2.Xoauth2Mechanism;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The server's side of XOAUTH2 with a token that is found valid at once: all but the verification of tokens. */
@State(Scope.Benchmark)
@ThreadSafe
public class XOAuth2Server {
    private static final String MECHANISM = "XOAUTH2";

    private final byte[] message = Setting.octets("user=" + Setting.USER + "\1auth=Bearer " + Setting.TOKEN + "\1\1");
    private final ServerSide server = ServerSide.with(Catalogue.of(new Xoauth2Mechanism()))
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
        String subject = fields[0].equals("user=" + Setting.USER) && fields[1].startsWith("auth=Bearer ")
                ? subjects.getOrDefault(fields[1].substring("auth=Bearer ".length()), "")
                : "";
        if (subject.isEmpty()) {
            throw new IllegalStateException("refused");
        }
        return subject;
    }
}
