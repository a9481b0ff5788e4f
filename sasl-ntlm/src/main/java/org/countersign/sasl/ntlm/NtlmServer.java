package org.countersign.sasl.ntlm;

import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;

import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.prep.SaslPrep;

/** The server's side (MS-NLMP, section 3.2.5.1): NEGOTIATE, CHALLENGE, AUTHENTICATE, and an end (SMTPNTLM-04). */
record NtlmServer(NtlmPolicy policy, ServerContext context) {
    private static final NtlmKind NT_HASH = new NtlmKind();
    private static final LmKind LM_HASH = new LmKind();

    ServerStep start(byte[] negotiate) {
        Negotiate message = Negotiate.parse(negotiate);
        if (message == null) {
            return malformed("not NEGOTIATE");
        }
        if (!NtlmFlag.UNICODE.in(message.flags()) && !NtlmFlag.OEM.in(message.flags())) {
            return malformed("neither Unicode nor OEM"); // NTLM-04
        }
        byte[] nonce = new byte[Challenge.NONCE];
        context.seams().fillNonce(nonce);
        return challenge(negotiate, Introduction.of(context).challenge(message.flags(), nonce));
    }

    /** Goes on with this challenge; the octets of both messages stay as they are until the end of the exchange. */
    ServerStep challenge(byte[] negotiate, Challenge challenge) {
        byte[] sent = challenge.encode();
        return ServerStep.challenge(sent, authenticate -> authenticate(negotiate, sent, challenge, authenticate));
    }

    ServerStep authenticate(byte[] negotiate, byte[] sent, Challenge challenge, byte[] authenticate) {
        Authenticate message = Authenticate.parse(authenticate, challenge.flags());
        return message == null
                ? malformed("not AUTHENTICATE")
                : authenticate(new Exchange(negotiate, sent, challenge, authenticate, message));
    }

    private ServerStep authenticate(Exchange exchange) {
        Authenticate message = exchange.message();
        boolean unicode = NtlmFlag.UNICODE.in(message.flags());
        String user = NtlmText.decode(message.user(), unicode);
        String domain = NtlmText.decode(message.domain(), unicode);
        if (user == null || domain == null) {
            return malformed("name that is no text");
        }
        if (user.isEmpty() || NtlmFlag.ANONYMOUS.in(message.flags())) {
            return rejected("anonymous"); // NTLM-19
        }
        String prepared = SaslPrep.query(user); // as for other mechanisms; what is proved is the name as it came
        if (prepared == null) {
            return rejected("user name can not be prepared");
        }
        NtlmVersion version = NtlmVersion.of(message);
        if (version == null) {
            return malformed("neither a response of NTLM nor of LM");
        }
        if (!policy.accepts(version)) {
            return rejected("older form of NTLM");
        }
        return switch (version) {
            case NTLM_V2 -> v2(exchange, prepared, user, domain);
            case NTLM_V1 -> v1(exchange, prepared, NT_HASH, NtlmV1::answers);
            case LM -> v1(exchange, prepared, LM_HASH, NtlmV1::answers);
        };
    }

    private ServerStep v2(Exchange exchange, String prepared, String user, String domain) {
        NtlmV2Response response = NtlmV2Response.parse(exchange.message().nt());
        if (response == null) {
            return malformed("not a response of NTLMv2");
        }
        NtlmV2Verification verification = new NtlmV2Verification(policy, context, exchange, response);
        return ask(new FindVerifier<>(prepared, "", NT_HASH), hash -> {
            String objection = verification.objection(hash, user, domain);
            return objection == null ? success(prepared) : rejected(objection);
        });
    }

    /** Whether a response of the older forms is right. */
    private interface Check<V> {
        boolean passes(Authenticate message, byte[] challenge, V hash);
    }

    private static <V> ServerStep v1(Exchange exchange, String prepared, VerifierKind<V> kind, Check<V> check) {
        byte[] nonce = exchange.challenge().nonce();
        return ask(
                new FindVerifier<>(prepared, "", kind),
                hash -> check.passes(exchange.message(), nonce, hash)
                        ? ServerStep.success(prepared)
                        : rejected("wrong proof"));
    }

    private ServerStep success(String user) {
        ServerStep.Success success = ServerStep.success(user);
        return policy.channelBinding() == NtlmPolicy.Demand.REQUIRE
                ? success.boundTo(ChannelBindingHash.TYPE)
                : success;
    }
}
