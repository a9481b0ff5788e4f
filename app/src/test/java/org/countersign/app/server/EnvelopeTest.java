package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.smtp.MailAuth;
import org.junit.jupiter.api.Test;

/** RFC 5321, section 4.4. */
class EnvelopeTest {
    private static final ZonedDateTime WHEN =
            ZonedDateTime.of(2026, 11, 1, 8, 5, 9, 0, ZoneOffset.ofHoursMinutes(-3, -30));

    private static String trace(String sender, List<String> recipients, String peer, String with, String cipherSuite)
            throws UnknownHostException {
        InetAddress address = InetAddress.getByName(peer);
        MailAuth submitter = new MailAuth.Absent();
        Envelope envelope = new Envelope(
                sender, recipients, submitter, "client.example", address, "mail.example", with, cipherSuite);
        return new String(envelope.trace("0123456789abcdef", WHEN), US_ASCII);
    }

    @Test
    @Requirement("SUB-06")
    void tellsWhereAMessageComesFrom_SUB06() throws UnknownHostException {
        assertThat(trace("tim@client.example", List.of("ada@x"), "192.0.2.1", "ESMTPSA", "TLS_AES_256_GCM_SHA384"))
                .isEqualTo("Return-Path: <tim@client.example>\r\n"
                        + "Received: from client.example ([192.0.2.1])\r\n"
                        + "\tby mail.example with ESMTPSA id 0123456789abcdef\r\n"
                        + "\tfor <ada@x>\r\n"
                        + "\ttls TLS_AES_256_GCM_SHA384;\r\n"
                        + "\tSun, 1 Nov 2026 08:05:09 -0330\r\n");
    }

    @Test
    void doesNotTellOneRecipientOfTheOthers() throws UnknownHostException {
        assertThat(trace("", List.of("ada@x", "bcc@x"), "2001:db8::1", "ESMTPA", null))
                .isEqualTo("Return-Path: <>\r\n"
                        + "Received: from client.example ([IPv6:2001:db8::1])\r\n"
                        + "\tby mail.example with ESMTPA id 0123456789abcdef;\r\n"
                        + "\tSun, 1 Nov 2026 08:05:09 -0330\r\n");
    }
}
