package org.countersign.sasl;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * What the embedder knows about a connection; built once per connection and again when TLS starts. Defaults of the
 * builder: no aliases, no port, no realms, no TLS, no channel bindings, peer unknown, no success data, no layers, no handle.
 */
@Immutable
public final class ConnectionFacts {
    private final String service;
    private final String host;
    private final List<String> aliases;
    private final int port;
    private final List<String> realms;
    private final @Nullable TlsFacts tls;
    private final Set<String> channelBindingTypes;
    private final Function<String, byte @Nullable []> channelBindings;
    private final String peerAddress;
    private final boolean carriesSuccessData;
    private final boolean layersPossible;
    private final @Nullable Object connection;

    private ConnectionFacts(Builder from) {
        this.service = from.service;
        this.host = from.host;
        this.aliases = from.aliases;
        this.port = from.port;
        this.realms = from.realms;
        this.tls = from.tls;
        this.channelBindingTypes = from.channelBindingTypes;
        this.channelBindings = from.channelBindings;
        this.peerAddress = from.peerAddress;
        this.carriesSuccessData = from.carriesSuccessData;
        this.layersPossible = from.layersPossible;
        this.connection = from.connection;
    }

    /**
     * Facts of a connection to {@code service} on {@code host}.
     *
     * @param service the GSSAPI service name of the protocol, such as {@code smtp} (SASL-03)
     * @param host the server's fully qualified name, on both sides
     */
    public static Builder of(String service, String host) {
        return new Builder(service, host);
    }

    public String service() {
        return service;
    }

    public String host() {
        return host;
    }

    /** Other names by which clients may call the server, besides {@link #host}; possibly none. */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The port that the client has connected to, or 0 if it is not known: behind a device that maps ports, the one on which
     * a server listens is not it.
     */
    public int port() {
        return port;
    }

    /** The realms that the server knows, its preferred one first; possibly empty. */
    public List<String> realms() {
        return realms;
    }

    /** The TLS layer, or null when there is none. */
    public @Nullable TlsFacts tls() {
        return tls;
    }

    /** The peer's address as text, or an empty text when it is not known. */
    public String peerAddress() {
        return peerAddress;
    }

    /** Whether the protocol's success message has room for additional data; SMTP's has not (SASL-08). */
    public boolean carriesSuccessData() {
        return carriesSuccessData;
    }

    /** Whether the embedder can switch to a security layer. */
    public boolean layersPossible() {
        return layersPossible;
    }

    /** The types of channel binding that {@link #channelBinding} can give, the one that a peer expects first. */
    public Set<String> channelBindingTypes() {
        return channelBindingTypes;
    }

    /** The octets of a channel binding, obtained now; empty when there are none of this type. */
    public Optional<byte[]> channelBinding(String type) {
        return channelBindingTypes.contains(type) ? Optional.ofNullable(channelBindings.apply(type)) : Optional.empty();
    }

    /** The embedder's own handle of the connection, or null. */
    public @Nullable Object connection() {
        return connection;
    }

    /** Collects facts; see {@link ConnectionFacts} for the defaults. */
    @NotThreadSafe
    public static final class Builder {
        private final String service;
        private final String host;
        private List<String> aliases = List.of();
        private int port;
        private List<String> realms = List.of();
        private @Nullable TlsFacts tls;
        private Set<String> channelBindingTypes = Set.of();
        private Function<String, byte @Nullable []> channelBindings = type -> null;
        private String peerAddress = "";
        private boolean carriesSuccessData;
        private boolean layersPossible;
        private @Nullable Object connection;

        private Builder(String service, String host) {
            this.service = Objects.requireNonNull(service, "service");
            this.host = Objects.requireNonNull(host, "host");
        }

        public Builder aliases(String... names) {
            this.aliases = List.of(names);
            return this;
        }

        /** The port that the client connects to. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        public Builder realms(String... known) {
            this.realms = List.of(known);
            return this;
        }

        public Builder tls(@Nullable TlsFacts active) {
            this.tls = active;
            return this;
        }

        /**
         * Channel bindings by type.
         *
         * @param types with the one that a peer expects first
         * @param lazily called when a mechanism needs the octets; null when there are none after all
         */
        public Builder channelBindings(Set<String> types, Function<String, byte @Nullable []> lazily) {
            this.channelBindingTypes = Collections.unmodifiableSet(new LinkedHashSet<>(types));
            this.channelBindings = Objects.requireNonNull(lazily, "lazily");
            return this;
        }

        /** The channel bindings of the TLS layer. */
        public Builder channelBindings(ChannelBinding ofTls) {
            return channelBindings(ofTls.types(), ofTls::octets);
        }

        public Builder peerAddress(String address) {
            this.peerAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        public Builder carriesSuccessData(boolean does) {
            this.carriesSuccessData = does;
            return this;
        }

        public Builder layersPossible(boolean are) {
            this.layersPossible = are;
            return this;
        }

        public Builder connection(@Nullable Object handle) {
            this.connection = handle;
            return this;
        }

        public ConnectionFacts build() {
            return new ConnectionFacts(this);
        }
    }
}
