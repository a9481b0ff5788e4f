package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Certificates of clients, and their issuers, in files for programs to read. */
record ClientCertificates(Path directory) {

    /** A certificate and its key. */
    record Files(Path certificate, Path key) {}

    /**
     * Not RSA: the GnuTLS 3.7 of msmtp shows no certificate that is signed with PKCS #1 1.5 to a server with JDK 25, whatever
     * the reason.
     */
    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

    /** Makes an issuer, and a certificate of this user; the same name again makes others. */
    static ClientCertificates make(Path directory, User user) throws IOException, InterruptedException {
        ClientCertificates made = new ClientCertificates(java.nio.file.Files.createDirectories(directory));
        made.openssl("req -x509 " + NEW_KEY + " -days 2 -subj /CN=issuer -keyout ca.key -out ca.pem");
        made.openssl("req " + NEW_KEY + " -subj /CN=" + user.id() + " -keyout client.key -out client.csr");
        made.openssl("x509 -req -days 2 -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out client.pem");
        return made;
    }

    Path issuer() {
        return directory.resolve("ca.pem");
    }

    Files files() {
        return new Files(directory.resolve("client.pem"), directory.resolve("client.key"));
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        String[] words = arguments.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (words[i].matches("(ca|client)\\..*")) {
                words[i] = directory.resolve(words[i]).toString();
            }
        }
        Program.Ended ended = Program.required("openssl").run(words);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
