package org.countersign.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password, or another secret, that is the first line of something, in UTF-8. */
final class PasswordLine {
    private static final int LONGEST = 1024;

    private PasswordLine() {}

    /**
     * Reads up to LF, CRLF or the end, and nothing behind it.
     *
     * @param source for messages
     * @return the caller's to wipe; not empty
     * @throws CommandFailedException if the line is empty, longer than 1024 octets or not UTF-8
     */
    static char[] read(InputStream in, String source) throws CommandFailedException, IOException {
        return read(in, source, "password", LONGEST);
    }

    /**
     * The same for another secret.
     *
     * @param what for messages
     */
    static char[] read(InputStream in, String source, String what, int longest)
            throws CommandFailedException, IOException {
        byte[] line = new byte[longest + 1];
        try {
            int length = readLine(in, line);
            if (length == 0) {
                throw unusable(source, "no " + what + " in the first line");
            }
            if (length > longest) {
                throw unusable(source, "the first line is longer than " + longest + " octets");
            }
            return decode(line, length);
        } catch (CharacterCodingException e) {
            throw unusable(source, "not UTF-8");
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static CommandFailedException unusable(String source, String why) {
        return new CommandFailedException(ExitCode.USAGE, source + ": " + why);
    }

    private static int readLine(InputStream in, byte[] line) throws IOException {
        int length = 0;
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line[length++] = (byte) octet;
            if (length == line.length) {
                return length;
            }
            octet = in.read();
        }
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }

    private static char[] decode(byte[] line, int length) throws CharacterCodingException {
        CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
        try {
            return Arrays.copyOf(decoded.array(), decoded.limit());
        } finally {
            Arrays.fill(decoded.array(), '\0');
        }
    }
}
