package org.countersign.credentials.oauth;

import java.io.IOException;
import java.net.URI;

/** A provider does not answer, or not as it should. The message names its host and never quotes what was sent or received. */
final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    UnavailableException(URI provider, String why) {
        super(provider.getHost() + ": " + why);
    }
}
