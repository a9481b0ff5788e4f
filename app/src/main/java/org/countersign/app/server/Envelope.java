package org.countersign.app.server;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.countersign.smtp.MailAuth;
import org.jspecify.annotations.Nullable;

/**
 * How a message came, and from and to whom.
 *
 * @param sender the reverse-path; empty for {@code <>}
 * @param submitter what to say in {@code AUTH=} when the message is passed on (RFC 4954, section 5)
 * @param clientName what the client called itself
 * @param host this server
 * @param with the keyword for the protocol (TRACE-01)
 * @param cipherSuite of TLS, or null
 */
record Envelope(
        String sender,
        List<String> recipients,
        MailAuth submitter,
        String clientName,
        InetAddress peer,
        String host,
        String with,
        @Nullable String cipherSuite) {
    /** RFC 5322, section 3.3; the names of days and months are English. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /**
     * The lines to put before the message, with CRLF: the trace (RFC 5321, section 4.4), and who submitted it, in a field
     * of our own, so that whoever takes the message from the store can tell the next server (MA-07, MA-09).
     *
     * @param id letters and digits
     */
    byte[] trace(String id, ZonedDateTime when) {
        StringBuilder lines = new StringBuilder();
        lines.append("Return-Path: <").append(sender).append(">\r\n");
        if (!(submitter instanceof MailAuth.Absent)) {
            String mailbox = submitter instanceof MailAuth.Submitter known ? known.mailbox() : "";
            lines.append("X-Submitter: <").append(mailbox).append(">\r\n");
        }
        lines.append("Received: from ")
                .append(clientName)
                .append(" (")
                .append(literal(peer))
                .append(")\r\n");
        lines.append("\tby ")
                .append(host)
                .append(" with ")
                .append(with)
                .append(" id ")
                .append(id);
        if (recipients.size() == 1) {
            // with more of them, each would learn of the others (section 7.2)
            lines.append("\r\n\tfor <").append(recipients.get(0)).append('>');
        }
        if (cipherSuite != null) {
            lines.append("\r\n\ttls ").append(cipherSuite); // RFC 8314, section 4.3 (SUB-06)
        }
        lines.append(";\r\n\t").append(DATE.format(when)).append("\r\n");
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 5321, section 4.1.3. */
    private static String literal(InetAddress address) {
        return (address instanceof Inet6Address ? "[IPv6:" : "[") + NetUtil.toAddressString(address) + "]";
    }
}
