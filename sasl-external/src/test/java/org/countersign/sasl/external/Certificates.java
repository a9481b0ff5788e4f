package org.countersign.sasl.external;

import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.List;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;

/** Connections with certificates that nobody reads. */
final class Certificates {
    static final Certificate SOME = new Certificate("X.509") {
        @Override
        public byte[] getEncoded() {
            return new byte[] {1};
        }

        @Override
        public void verify(PublicKey key) {}

        @Override
        public void verify(PublicKey key, String provider) {}

        @Override
        public String toString() {
            return "a certificate";
        }

        @Override
        public PublicKey getPublicKey() {
            throw new UnsupportedOperationException();
        }
    };

    static final TlsFacts BOTH = new TlsFacts("TLSv1.3", SOME, List.of(SOME), true);

    private Certificates() {}

    static ConnectionFacts facts(TlsFacts tls) {
        return ConnectionFacts.of("smtp", "mail.example.org").tls(tls).build();
    }
}
