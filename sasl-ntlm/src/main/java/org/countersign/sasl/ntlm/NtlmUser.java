package org.countersign.sasl.ntlm;

/**
 * A user as people write one: {@code DOMAIN\name}, or a name alone, which may have an {@code @} in it. Without a domain the
 * server takes its own.
 */
record NtlmUser(String domain, String name) {

    static NtlmUser parse(String text) {
        int backslash = text.indexOf('\\');
        return new NtlmUser(text.substring(0, Math.max(backslash, 0)), text.substring(backslash + 1));
    }
}
