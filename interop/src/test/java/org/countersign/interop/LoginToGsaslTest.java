package org.countersign.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** GNU SASL, whose prompts of LOGIN are the draft's and not everybody else's (LOGIN-04). */
class LoginToGsaslTest extends LoginTo {

    @Override
    Peer start(Path directory, Certificate certificate) throws Exception {
        return GsaslPeer.start();
    }

    @Override
    Stream<Attempt> attempts() {
        return Attempt.inCleartext(Attempt.WITH_SCRAM, List.of(User.values()));
    }
}
