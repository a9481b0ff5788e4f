package org.countersign.benchmarks.startup;

import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** The two sides of the JDK's interfaces. */
record JavaxExchange(SaslClient client, SaslServer server) {

    /**
     * From the server's challenge to the end.
     *
     * @return who was authenticated
     * @throws SaslException if a side refuses the other, or is not content in the end
     */
    String run() throws SaslException {
        byte[] response = new byte[0];
        while (!server.isComplete()) {
            byte[] challenge = server.evaluateResponse(response);
            if (!client.isComplete()) {
                response = client.evaluateChallenge(challenge);
            }
        }
        if (!client.isComplete()) {
            throw new SaslException("the client is not complete");
        }
        return server.getAuthorizationID();
    }
}
