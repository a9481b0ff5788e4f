package org.countersign.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.countersign.app.tls.SelfSignedCertificate;

/** The certificate of a server on this machine and its key, in files for programs to read. */
record Certificate(SelfSignedCertificate pair, Path file, Path key) {

    static Certificate in(Path directory) throws IOException {
        SelfSignedCertificate pair = SelfSignedCertificate.forLocalhost();
        return new Certificate(
                pair,
                Files.writeString(directory.resolve("certificate.pem"), pair.certificatePem()),
                Files.writeString(directory.resolve("key.pem"), pair.keyPem()));
    }
}
