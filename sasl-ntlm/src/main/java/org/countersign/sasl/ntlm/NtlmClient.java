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
import org.countersign.sasl.Secret;
import org.jspecify.annotations.Nullable;

/** The client's side (MS-NLMP, section 3.1.5.1). */
record NtlmClient(NtlmPolicy policy, ClientContext context) {
    /** Neither signing nor sealing: SMTP has no use for their keys (NTLM-27). */
    private static final int FLAGS =
            NtlmFlag.of(NtlmFlag.UNICODE, NtlmFlag.OEM, NtlmFlag.REQUEST_TARGET, NtlmFlag.NTLM, NtlmFlag.ALWAYS_SIGN);

    private static final byte[] NONE = {};

    ClientStep start() {
        return ask(
                new WhoAmI(),
                who -> who.forSomebodyElse()
                        ? rejected("NTLM carries no authorization identity")
                        : ask(new Password(""), password -> negotiate(who, password)));
    }

    private ClientStep negotiate(Identities who, Secret password) {
        NtlmUser user = NtlmUser.parse(who.authenticationId());
        if (user.name().isEmpty()) {
            return rejected("NTLM needs a user name");
        }
        NtlmResponder responder = NtlmResponder.of(policy, context, user, password);
        if (responder == null) {
            return rejected(
                    policy.sent() == NtlmVersion.LM
                            ? "LM needs a password of at most 14 characters of ASCII"
                            : "NTLM needs a password in UTF-8");
        }
        byte[] negotiate = new Negotiate(FLAGS | responder.flags(), NONE, NONE).encode();
        return respond(negotiate, challenge -> {
            byte[] authenticate = authenticate(user, responder, negotiate, challenge);
            return authenticate == null ? malformed("not CHALLENGE") : last(authenticate);
        });
    }

    /** The answer to a challenge, or null if that is none: text for people, perhaps (SMTPNTLM-04). */
    private static byte @Nullable [] authenticate(
            NtlmUser user, NtlmResponder responder, byte[] negotiate, byte[] sent) {
        Challenge challenge = Challenge.parse(sent);
        Responses responses = challenge == null ? null : responder.respond(challenge);
        if (challenge == null || responses == null) {
            return null;
        }
        boolean unicode = NtlmFlag.UNICODE.in(challenge.flags());
        byte[] key = responses.sessionBaseKey();
        byte[] message = new Authenticate(
                        (FLAGS | responder.flags()) & challenge.flags(),
                        responses.lm(),
                        responses.nt(),
                        NtlmText.encode(user.domain(), unicode),
                        NtlmText.encode(user.name(), unicode),
                        NONE,
                        NONE,
                        NONE,
                        key == null ? 0 : Authenticate.MIC_AT)
                .encode();
        if (key != null) {
            byte[] mic = SessionKeys.mic(key, negotiate, sent, message, Authenticate.MIC_AT);
            System.arraycopy(mic, 0, message, Authenticate.MIC_AT, mic.length);
        }
        return message;
    }
}
