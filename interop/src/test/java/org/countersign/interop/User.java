package org.countersign.interop;

/** A user whom every server knows. */
enum User {
    TIM("tim", "tanstaaftanstaaf"), // RFC 2195, section 2
    JUERGEN("jürgen", "grüße€5");

    private final String id;
    private final String password;

    User(String id, String password) {
        this.id = id;
        this.password = password;
    }

    String id() {
        return id;
    }

    String password() {
        return password;
    }

    @Override
    public String toString() {
        return id;
    }
}
