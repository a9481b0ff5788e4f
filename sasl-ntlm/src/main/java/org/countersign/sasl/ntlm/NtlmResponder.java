package org.countersign.sasl.ntlm;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.jspecify.annotations.Nullable;

/**
 * What a client proves its password with, in the form that its policy says (NTLM-06).
 *
 * @param ntHash the NT hash, wiped when the exchange ends
 * @param lmHash the LM hash, or null unless the form is LM
 */
record NtlmResponder(
        NtlmVersion form,
        ClientContext context,
        NtlmUser user,
        Secret ntHash,
        @Nullable Secret lmHash) {
    private static final int NONCE = 8;

    /** The proofs of this password, or null if the form can not express it. */
    static @Nullable NtlmResponder of(NtlmPolicy policy, ClientContext context, NtlmUser user, Secret password) {
        byte[] nt = NtHash.octetsOfPassword(password.octets());
        if (nt == null) {
            return null;
        }
        Secret ntHash = context.own(Secret.owning(nt));
        if (policy.sent() != NtlmVersion.LM) {
            return new NtlmResponder(policy.sent(), context, user, ntHash, null);
        }
        LmHash lm = LmHash.ofPassword(password.octets());
        return lm == null
                ? null
                : new NtlmResponder(policy.sent(), context, user, ntHash, context.own(Secret.owning(lm.octets())));
    }

    /** With extended session security there is no place for an LM response. */
    int flags() {
        return form == NtlmVersion.LM ? 0 : NtlmFlag.of(NtlmFlag.EXTENDED_SESSIONSECURITY);
    }

    /** The answer to a challenge, or null if what it says of the server is malformed. */
    @Nullable
    Responses respond(Challenge challenge) {
        byte[] nonce = new byte[NONCE];
        context.seams().fillNonce(nonce);
        return form == NtlmVersion.NTLM_V2 ? v2(challenge, nonce) : v1(challenge, nonce);
    }

    private Responses v1(Challenge challenge, byte[] nonce) {
        if (NtlmFlag.EXTENDED_SESSIONSECURITY.in(challenge.flags() & flags())) {
            byte[] both = NtlmV1.sessionNonce(challenge.nonce(), nonce);
            return new Responses(NtlmV1.sessionLm(nonce), NtlmV1.response(ntHash.octets(), both), null);
        }
        byte[] nt = NtlmV1.response(ntHash.octets(), challenge.nonce());
        return new Responses(lmHash == null ? nt : NtlmV1.response(lmHash.octets(), challenge.nonce()), nt, null);
    }

    private @Nullable Responses v2(Challenge challenge, byte[] nonce) {
        AvPairs server = challenge.targetInfo().length == 0 ? AvPairs.NONE : AvPairs.parse(challenge.targetInfo(), 0);
        if (server == null) {
            return null;
        }
        HmacMd5Key key = new NtHash(ntHash.octets()).v2Key(user.name(), user.domain());
        byte[] theirTime = server.find(AvPairs.TIMESTAMP);
        byte[] time =
                theirTime != null ? theirTime : FileTime.of(context.seams().now());
        NtlmV2Response response = NtlmV2Response.to(challenge.nonce(), key, time, nonce, about(server));
        byte[] lm = theirTime != null // NTLM-16
                ? new byte[NtlmV1.RESPONSE]
                : NtlmV2Response.lm(challenge.nonce(), key, nonce);
        return new Responses(lm, response.encode(), response.sessionBaseKey(key));
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
