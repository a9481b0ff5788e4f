package org.countersign.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Dovecot. */
class LoginToDovecotTest extends LoginTo {

    @Override
    Peer start(Path directory, Certificate certificate) throws Exception {
        return DovecotPeer.start(directory, certificate);
    }

    @Override
    Stream<Attempt> attempts() {
        return Attempt.all(Attempt.WITH_SCRAM, List.of(User.values()));
    }
}
