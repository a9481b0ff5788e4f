package org.countersign.app.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import org.countersign.sasl.Seams;
import org.countersign.smtp.SmtpReply;

/**
 * A message between 354 and the reply to it: read on the event loop, stored by a worker. The two take turns, but
 * {@link #giveUp} may come at any moment.
 */
final class IncomingMessage {
    private static final System.Logger LOG = System.getLogger(IncomingMessage.class.getName());
    private static final int PART = 1 << 16;
    private static final SmtpReply NOT_STORED = SmtpReply.of(451, "4.3.0", "The message could not be stored");

    private final String id = newId();
    private final DataReader data;
    private final MailStore.Delivery delivery;
    private byte[] trace;
    private boolean failed;

    IncomingMessage(MailStore store, long limit, Envelope envelope) {
        this.data = new DataReader(limit);
        this.delivery = store.begin(id);
        this.trace = envelope.trace(id, ZonedDateTime.now(ZoneOffset.UTC));
    }

    DataReader.Progress read(ByteBuffer in) {
        return data.read(in);
    }

    /** Whether so much has come that {@link #storePart} should be called. */
    boolean partIsFull() {
        return data.partSize() >= PART;
    }

    /** Stores what has come. Blocks. */
    void storePart() {
        byte[] part = data.takePart();
        if (data.tooLarge()) {
            delivery.close();
        } else if (!failed) {
            try {
                delivery.write(trace);
                trace = new byte[0];
                delivery.write(part);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    /** Stores the rest and makes the message visible. Blocks. */
    SmtpReply finish() {
        storePart();
        if (data.tooLarge()) {
            return MailTransaction.TOO_LARGE;
        }
        try {
            if (!failed) {
                delivery.commit();
            }
        } catch (IOException e) {
            fail(e);
        }
        return failed ? NOT_STORED : SmtpReply.of(250, "2.0.0", "Accepted as " + id);
    }

    /** The rest will not come. Blocks. */
    void giveUp() {
        delivery.close();
    }

    private void fail(IOException e) {
        failed = true;
        delivery.close();
        LOG.log(Level.WARNING, "a message can not be stored: " + e);
    }

    private static String newId() {
        byte[] octets = new byte[8];
        Seams.system().fillNonce(octets);
        return HexFormat.of().formatHex(octets);
    }
}
