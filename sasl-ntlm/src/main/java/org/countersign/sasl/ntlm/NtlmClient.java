package org.countersign.sasl.ntlm;

import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.malformed;
import static org.countersign.sasl.ClientStep.rejected;
import static org.countersign.sasl.ClientStep.respond;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.jspecify.annotations.Nullable;

/** The client's side (MS-NLMP, section 3.1.5.1). */
record NtlmClient(NtlmPolicy policy, ClientContext context) {
    /** Neither signing nor sealing: SMTP has no use for their keys (NTLM-27). */
    private static final int FLAGS = NtlmFlag.of(
            NtlmFlag.UNICODE,
            NtlmFlag.OEM,
            NtlmFlag.REQUEST_TARGET,
            NtlmFlag.NTLM,
            NtlmFlag.ALWAYS_SIGN,
            NtlmFlag.EXTENDED_SESSIONSECURITY);

    private static final int NONCE = 8;
    private static final byte[] NONE = {};

    ClientStep start() {
        return ask(
                new WhoAmI(),
                who -> who.forSomebodyElse()
                        ? rejected("NTLM carries no authorization identity")
                        : ask(new Password(""), password -> {
                            NtHash hash = NtHash.ofPassword(password.octets());
                            return hash == null ? rejected("NTLM needs a password in UTF-8") : negotiate(who, hash);
                        }));
    }

    private ClientStep negotiate(Identities who, NtHash hash) {
        NtlmUser user = NtlmUser.parse(who.authenticationId());
        if (user.name().isEmpty()) {
            return rejected("NTLM needs a user name");
        }
        byte[] negotiate = new Negotiate(FLAGS, NONE, NONE).encode();
        return respond(negotiate, challenge -> {
            byte[] authenticate = authenticate(user, hash, negotiate, challenge);
            return authenticate == null ? malformed("not CHALLENGE") : last(authenticate);
        });
    }

    /** The answer to a challenge, or null if that is none. */
    private byte @Nullable [] authenticate(NtlmUser user, NtHash hash, byte[] negotiate, byte[] sent) {
        Challenge challenge = Challenge.parse(sent);
        if (challenge == null) {
            return null; // text for people, perhaps (SMTPNTLM-04)
        }
        boolean informed = challenge.targetInfo().length > 0;
        AvPairs server = informed ? AvPairs.parse(challenge.targetInfo(), 0) : AvPairs.NONE;
        if (server == null) {
            return null;
        }
        HmacMd5Key key = hash.v2Key(user.name(), user.domain());
        byte[] nonce = new byte[NONCE];
        context.seams().fillNonce(nonce);
        byte[] theirTime = server.find(AvPairs.TIMESTAMP);
        byte[] time =
                theirTime != null ? theirTime : FileTime.of(context.seams().now());
        NtlmV2Response response = NtlmV2Response.to(challenge.nonce(), key, time, nonce, about(server));
        byte[] lm = theirTime != null ? new byte[24] : NtlmV2Response.lm(challenge.nonce(), key, nonce); // NTLM-16
        boolean unicode = NtlmFlag.UNICODE.in(challenge.flags());
        byte[] message = new Authenticate(
                        FLAGS & challenge.flags(),
                        lm,
                        response.encode(),
                        NtlmText.encode(user.domain(), unicode),
                        NtlmText.encode(user.name(), unicode),
                        NONE,
                        NONE,
                        NONE,
                        Authenticate.MIC_AT)
                .encode();
        byte[] mic = SessionKeys.mic(response.sessionBaseKey(key), negotiate, sent, message, Authenticate.MIC_AT);
        System.arraycopy(mic, 0, message, Authenticate.MIC_AT, mic.length);
        return message;
    }

    /**
     * What the server has said of itself, and what we say to it (NTLM-17). A code is announced to every server: one that
     * does not know it ignores it, and nobody can talk us out of it by taking the time out of the challenge.
     */
    private AvPairs about(AvPairs server) {
        ConnectionFacts facts = context.facts();
        byte[] binding = ChannelBindingHash.of(facts).orElseGet(() -> new byte[ChannelBindingHash.LENGTH]);
        return server.with(AvPair.u32(AvPairs.FLAGS, server.flags() | NtlmV2Response.MIC_PROVIDED))
                .with(new AvPair(AvPairs.CHANNEL_BINDINGS, binding))
                .with(AvPair.text(AvPairs.TARGET_NAME, facts.service() + "/" + facts.host()));
    }
}
