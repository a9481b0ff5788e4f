package org.countersign.credentials.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;

/** Tokens of which their issuer tells what they are (RFC 7662). */
final class IntrospectionCheck implements TokenCheck {
    private final URI endpoint;
    private final Form.Client client;
    private final Https https;
    private final ClaimRules rules;

    IntrospectionCheck(URI endpoint, Form.Client client, Https https, ClaimRules rules) {
        this.endpoint = endpoint;
        this.client = client;
        this.https = https;
        this.rules = rules;
    }

    @Override
    public CompletionStage<Judgement> check(String token) {
        Form form = new Form();
        try (Secret sent = Secret.owning(Utf8.encode(token))) {
            form.with("token", sent).with("token_type_hint", "access_token");
        }
        return https.post(endpoint, form, client)
                .thenApply(answer -> judge(Https.only200(endpoint, answer).json()));
    }

    private Judgement judge(Map<String, Object> said) {
        if (!(said.get("active") instanceof Boolean active)) {
            throw new CompletionException(new UnavailableException(endpoint, "neither active nor inactive"));
        }
        try {
            return active ? rules.judge(JWTClaimsSet.parse(said)) : rules.invalid();
        } catch (ParseException e) {
            throw new CompletionException(new UnavailableException(endpoint, "not the claims of a token"));
        }
    }
}
