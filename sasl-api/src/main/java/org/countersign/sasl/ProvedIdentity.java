package org.countersign.sasl;

import java.util.Objects;
import net.jcip.annotations.Immutable;

/** Who a client has proved to be. Anonymous is a type of its own, so that nobody relays for it by forgetting a flag. */
@Immutable
public sealed interface ProvedIdentity {

    /**
     * A user known by name.
     *
     * @param authenticationId the authentication identity (RFC 4422, section 2); not empty
     */
    @Immutable
    record Named(String authenticationId) implements ProvedIdentity {
        public Named {
            if (Objects.requireNonNull(authenticationId, "authenticationId").isEmpty()) {
                throw new IllegalArgumentException("an authentication identity is not empty");
            }
        }
    }

    /**
     * Nobody in particular.
     *
     * @param trace what the client said of itself; unverified, for logs only (RFC 4505, section 5)
     */
    @Immutable
    record Anonymous(String trace) implements ProvedIdentity {
        public Anonymous {
            Objects.requireNonNull(trace, "trace");
        }
    }
}
