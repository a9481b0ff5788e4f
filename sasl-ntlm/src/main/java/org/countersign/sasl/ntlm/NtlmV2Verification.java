package org.countersign.sasl.ntlm;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.countersign.sasl.ntlm.NtlmPolicy.Demand;
import org.jspecify.annotations.Nullable;

/** What a server checks of an NTLMv2 response (NTLM-18): first the proof, then what it proves. */
record NtlmV2Verification(NtlmPolicy policy, ServerContext context, Exchange exchange, NtlmV2Response response) {

    /** Why the response is refused, for the audit, or null if it is right. */
    @Nullable
    String objection(NtHash hash, String user, String domain) {
        HmacMd5Key key = provenKey(hash, user, domain);
        if (key == null) {
            return "wrong proof";
        }
        if (!hasRightMic(key)) {
            return "wrong or missing message integrity code";
        }
        if (!hasRightBinding()) {
            return "wrong or missing channel binding";
        }
        if (!hasRightTarget()) {
            return "wrong or missing target name";
        }
        return hasRightTime() ? null : "clock";
    }

    /** The key that the proof was made with, or null. */
    private @Nullable HmacMd5Key provenKey(NtHash hash, String user, String domain) {
        HmacMd5Key proven = null;
        for (String candidate : domains(domain)) { // all of them, so that the time does not tell which
            HmacMd5Key key = hash.v2Key(user, candidate);
            if (response.answers(exchange.challenge().nonce(), key)) {
                proven = key;
            }
        }
        return proven;
    }

    /** The domain as sent, and none, for clients that send one and do not use it (NTLM-14). */
    private Set<String> domains(String domain) {
        Set<String> domains = new LinkedHashSet<>();
        domains.add(domain);
        domains.add("");
        if (policy.upperCasedDomains()) {
            domains.add(NtlmText.upperCase(domain));
        }
        return domains;
    }

    private boolean hasRightMic(HmacMd5Key key) {
        if (!response.announcesMic()) {
            return !policy.micRequired();
        }
        int micAt = exchange.message().micAt();
        if (micAt == 0) {
            return false; // announced, and cut out on the way
        }
        byte[] expected = exchange.mic(SessionKeys.exported(response.sessionBaseKey(key), exchange.message()));
        return ConstantTime.equal(expected, 0, exchange.authenticate(), micAt, Authenticate.MIC);
    }

    private boolean hasRightBinding() {
        if (policy.channelBinding() == Demand.OFF) {
            return true;
        }
        byte[] sent = response.pairs().find(AvPairs.CHANNEL_BINDINGS);
        if (sent == null || ConstantTime.equal(sent, new byte[ChannelBindingHash.LENGTH])) {
            return policy.channelBinding() == Demand.ALLOW; // zeros say: none (NTLM-29)
        }
        Optional<byte[]> ours = ChannelBindingHash.of(context.facts());
        return ours.isPresent() && ConstantTime.equal(ours.get(), sent);
    }

    private boolean hasRightTarget() {
        byte[] name = response.pairs().find(AvPairs.TARGET_NAME);
        return policy.acceptsTarget(name == null ? null : NtlmText.decode(name, true));
    }

    private boolean hasRightTime() {
        Duration longest = policy.clockSkew();
        Duration skew = Duration.between(
                FileTime.toInstant(response.time()), context.seams().now());
        return longest == null || skew.abs().compareTo(longest) <= 0;
    }
}
