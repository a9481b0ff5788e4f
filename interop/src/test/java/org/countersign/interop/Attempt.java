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

    /** Those that GNU SASL and Dovecot have. */
    static final List<String> WITH_SCRAM = List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256");

    /** Every mechanism, with every user, with the right password and a wrong one, without and with TLS. */
    static Stream<Attempt> all(List<String> mechanisms, List<User> users) {
        return Stream.concat(
                inCleartext(mechanisms, users), inCleartext(mechanisms, users).map(Attempt::afterStarttls));
    }

    /** Every mechanism, with every user, with the right password and a wrong one. */
    static Stream<Attempt> inCleartext(List<String> mechanisms, List<User> users) {
        return mechanisms.stream()
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
