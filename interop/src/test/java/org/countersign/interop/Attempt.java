package org.countersign.interop;

import java.util.List;
import java.util.stream.Stream;

/**
 * One login.
 *
 * @param right whether with the right password
 * @param starttls whether TLS starts before it
 */
record Attempt(String mechanism, User user, boolean right, boolean starttls) {
    static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN", "CRAM-MD5");

    /** Every mechanism, with every user, with the right password and a wrong one, without and with TLS. */
    static Stream<Attempt> all(List<User> users) {
        return Stream.concat(inCleartext(users), inCleartext(users).map(Attempt::afterStarttls));
    }

    /** Every mechanism, with every user, with the right password and a wrong one. */
    static Stream<Attempt> inCleartext(List<User> users) {
        return MECHANISMS.stream()
                .flatMap(mechanism -> users.stream()
                        .flatMap(user ->
                                Stream.of(true, false).map(right -> new Attempt(mechanism, user, right, false))));
    }

    private Attempt afterStarttls() {
        return new Attempt(mechanism, user, right, true);
    }

    /** What the client is told. */
    String password() {
        return right ? user.password() : user.password() + "x";
    }

    @Override
    public String toString() {
        return mechanism + " " + user + (right ? " right" : " wrong") + " password" + (starttls ? " STARTTLS" : "");
    }
}
