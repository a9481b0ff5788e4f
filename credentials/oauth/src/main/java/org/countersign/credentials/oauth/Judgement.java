package org.countersign.credentials.oauth;

import java.time.Instant;
import org.countersign.sasl.Question.TokenVerdict;

/**
 * What has been found of a token.
 *
 * @param until when it has to be found again; in the past for what is not kept
 */
record Judgement(TokenVerdict verdict, Instant until) {}
