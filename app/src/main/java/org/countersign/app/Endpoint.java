package org.countersign.app;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jcip.annotations.Immutable;

/**
 * A host and a port, as on the command line: {@code HOST:PORT}, where an IPv6 address stands in brackets.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535
 */
@Immutable
public record Endpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65535;

    /**
     * A host and a port.
     *
     * @throws IllegalArgumentException if the port is not one
     */
    public Endpoint {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /**
     * The endpoint that the text names.
     *
     * @throws IllegalArgumentException if it does not have the form; the message says so
     */
    public static Endpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not HOST:PORT, nor [ADDRESS]:PORT for IPv6: " + text);
        }
        String address = matcher.group(1);
        return new Endpoint(address == null ? matcher.group(2) : address, Integer.parseInt(matcher.group(3)));
    }

    /** {@code HOST:PORT}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
