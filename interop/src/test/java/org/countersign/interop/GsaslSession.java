package org.countersign.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection: as much SMTP as a login needs, around the lines of {@code gsasl --server}. Those are the mechanism, then
 * the challenges, and an empty one when the response before was right; the process ends when it was wrong.
 */
final class GsaslSession {
    private static final int SECONDS = 10;

    /** How SCRAM's proof of the server begins, {@code v=} in Base64; gsasl waits for the answer. */
    private static final String SIGNATURE = "dj";

    /** How that of DIGEST-MD5 begins, {@code rspauth=}; here too. */
    private static final String RESPONSE_AUTH = "cnNwYXV0aD";

    private final Program gsasl;
    private final User user;
    private final BufferedReader in;
    private final OutputStream out;
    private final Consumer<String> log;

    GsaslSession(Program gsasl, User user, Socket connection, Consumer<String> log) throws IOException {
        connection.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
        this.gsasl = gsasl;
        this.user = user;
        this.in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        this.out = connection.getOutputStream();
        this.log = log;
    }

    void serve() throws IOException {
        say("220 gsasl.example.org");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "EHLO" ->
                    say("250-gsasl.example.org\r\n250 AUTH " + String.join(" ", Attempt.WITH_SCRAM) + " DIGEST-MD5");
                case "AUTH" ->
                    say(
                            authenticate(words[1], words.length > 2 ? words[2] : null)
                                    ? "235 2.7.0 Authenticated"
                                    : "535 5.7.8 Not authenticated");
                case "QUIT" -> say("221 2.0.0 Bye");
                default -> say("502 5.5.1 Not implemented");
            }
        }
    }

    /**
     * Lets gsasl decide.
     *
     * @param initialResponse in Base64; null: none
     */
    private boolean authenticate(String mechanism, String initialResponse) throws IOException {
        Process process = gsasl.process(
                        "--server",
                        "--quiet",
                        "--mechanism=" + mechanism,
                        "--password=" + user.password(),
                        "--enable-cram-md5-validate",
                        "--no-cb",
                        "--service=smtp",
                        "--realm=localhost",
                        "--hostname=localhost")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            boolean right;
            try (OutputStream told = process.getOutputStream()) {
                right = converse(said, told, initialResponse);
            }
            return right && process.waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean converse(BufferedReader said, OutputStream told, String initialResponse) throws IOException {
        said.readLine(); // the mechanism
        String challenge = said.readLine();
        String response = initialResponse;
        do {
            if (response == null) {
                say("334 " + challenge);
                response = in.readLine();
            }
            tell(told, response);
            response = null;
            challenge = said.readLine();
        } while (challenge != null && !challenge.isEmpty() && !isProof(challenge));
        if (challenge == null) {
            return false;
        }
        if (!challenge.isEmpty()) {
            say("334 " + challenge);
            String answer = in.readLine();
            tell(told, answer);
            return answer.isEmpty();
        }
        tell(told, ""); // nothing to add
        return true;
    }

    private static boolean isProof(String challenge) {
        return challenge.startsWith(SIGNATURE) || challenge.startsWith(RESPONSE_AUTH);
    }

    private void say(String line) throws IOException {
        log.accept("S: " + line);
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void tell(OutputStream to, String line) throws IOException {
        to.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        to.flush();
    }
}
