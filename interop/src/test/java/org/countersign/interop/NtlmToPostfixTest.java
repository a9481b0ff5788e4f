package org.countersign.interop;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Postfix with Cyrus SASL, which takes NTLMv2, but makes a unit of UTF-16 of each octet of a password in UTF-8. */
class NtlmToPostfixTest extends LoginTo {

    @Override
    Peer start(Path directory, Certificate certificate) throws Exception {
        return PostfixPeer.start(directory, certificate);
    }

    @Override
    Stream<Attempt> attempts() {
        return Stream.of(true, false)
                .flatMap(right ->
                        Stream.of(true, false).map(starttls -> new Attempt("NTLM", User.TIM, right, starttls)));
    }
}
