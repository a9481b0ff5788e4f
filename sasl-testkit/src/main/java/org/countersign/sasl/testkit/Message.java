package org.countersign.sasl.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Utf8;

/**
 * A message of a {@link Dialogue} as it was sent. Additional data with success is the server's last message, however the
 * protocol carries it (SASL-08).
 *
 * @param index which of this side's messages it is, from 0; an initial response that is absent is no message
 * @param octets copied, in and out
 */
@Immutable
public record Message(Side from, int index, byte[] octets) {
    public Message {
        Objects.requireNonNull(from, "from");
        octets = octets.clone();
    }

    @Override
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && from == message.from
                && index == message.index
                && isSame(octets, message.octets);
    }

    /** Whether two messages, which are no secrets here, are the same. */
    static boolean isSame(byte[] one, byte[] other) {
        return ByteBuffer.wrap(one).equals(ByteBuffer.wrap(other));
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(from, index) + Arrays.hashCode(octets);
    }

    /** Which message it is and what it says: text in quotation marks, other octets in hexadecimal. */
    @Override
    public String toString() {
        return (from == Side.CLIENT ? "C" : "S") + index + ": " + printable(octets);
    }

    static String printable(byte[] octets) {
        String text = Utf8.decode(octets);
        boolean printable = text != null && text.codePoints().noneMatch(Character::isISOControl);
        return printable ? '"' + text + '"' : HexFormat.ofDelimiter(" ").formatHex(octets);
    }
}
