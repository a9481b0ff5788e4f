package org.countersign.interop;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** {@code countersign login --mechanism DIGEST-MD5}, and other people's servers; none of them negotiates a layer over SMTP. */
class LoginByDigestMd5Test {

    abstract static class Login extends LoginTo {
        Stream<User> users() {
            return Stream.of(User.TIM); // those below hash in UTF-8 what RFC 2831 wants in ISO 8859-1
        }

        @Override
        Stream<Attempt> attempts() {
            return users().flatMap(
                            user -> Stream.of(true, false).map(right -> new Attempt("DIGEST-MD5", user, right, false)));
        }
    }

    @Nested
    class ToPostfix extends Login {
        @Override
        Peer start(Path directory, Certificate certificate) throws Exception {
            return PostfixPeer.start(directory, certificate);
        }

        @Override
        Stream<User> users() {
            return Arrays.stream(User.values());
        }
    }

    @Nested
    class ToDovecot extends Login {
        @Override
        Peer start(Path directory, Certificate certificate) throws Exception {
            return DovecotPeer.start(directory, certificate);
        }
    }

    @Nested
    class ToGsasl extends Login {
        @Override
        Peer start(Path directory, Certificate certificate) throws Exception {
            return GsaslPeer.start();
        }
    }
}
