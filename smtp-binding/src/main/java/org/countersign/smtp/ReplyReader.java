package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a server together into replies (RFC 5321, section 4.2). Takes no octet behind a reply (TLS-06). */
final class ReplyReader {
    private static final int MOST_LINES = 128;

    private final LineReader lines = new LineReader(LineReader.limit(List.of()));
    private final List<String> text = new ArrayList<>();
    private int code;
    private @Nullable String enhancedCode;

    /** Takes challenges as large as these mechanisms need. */
    void makeRoomFor(List<MechanismInfo> mechanisms) {
        lines.limit(LineReader.limit(mechanisms));
    }

    /** The next reply or fault; empty when {@code in} is used up before. */
    Optional<Received> read(ByteBuffer in) {
        Received received = null;
        while (received == null) {
            Optional<Line> line = lines.read(in);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            received = take(line.get());
        }
        return Optional.of(received);
    }

    private @Nullable Received take(Line line) {
        if (line instanceof Line.Complete complete) {
            return take(complete.octets());
        }
        return line == Line.Fault.TOO_LONG ? Received.Fault.TOO_LONG : Received.Fault.MALFORMED;
    }

    private @Nullable Received take(byte[] line) {
        int lineCode = code(line);
        if (lineCode == 0 || (!text.isEmpty() && lineCode != code)) {
            return Received.Fault.MALFORMED;
        }
        if (text.size() == MOST_LINES) {
            return Received.Fault.TOO_LONG;
        }
        code = lineCode;
        // "334" without the blank occurs (SMTP-16)
        add(line.length > 4 ? printable(line) : "");
        return line.length > 3 && line[3] == '-' ? null : complete();
    }

    private void add(String lineText) {
        int blank = lineText.indexOf(' ');
        String first = blank < 0 ? lineText : lineText.substring(0, blank);
        if (!SmtpReply.isEnhancedCode(first, code)) {
            text.add(lineText);
            return;
        }
        if (text.isEmpty()) {
            enhancedCode = first;
        }
        text.add(blank < 0 ? "" : lineText.substring(blank + 1));
    }

    private Received complete() {
        Received reply = new Received.Reply(new SmtpReply(code, enhancedCode, text));
        text.clear();
        enhancedCode = null;
        return reply;
    }

    /** The code, or 0 if the line has none. */
    private static int code(byte[] line) {
        if (line.length < 3 || (line.length > 3 && line[3] != ' ' && line[3] != '-')) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < 3; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number >= 200 && number <= 599 ? number : 0;
    }

    /** The text behind code and separator; what can not be printed becomes a question mark. */
    private static String printable(byte[] line) {
        String decoded = Utf8.decode(line, 4, line.length);
        String lineText = decoded != null ? decoded : new String(line, 4, line.length - 4, StandardCharsets.ISO_8859_1);
        return lineText.replaceAll("\\p{Cntrl}|[\\x80-\\x9F]", "?");
    }
}
