package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jcip.annotations.Immutable;

/**
 * A message with one octet changed.
 *
 * @param position of the octet that was changed, or before which one was inserted
 */
@Immutable
record Mutation(String what, int position, byte[] result) {
    /** Octets that mean something to a parser: a terminator, separators, and what is never UTF-8. */
    private static final byte[] MEANINGFUL = {0, ' ', ',', '=', (byte) 0xFF};

    /** Every octet deleted, replaced, and with each of its bits flipped; and octets inserted everywhere. */
    static List<Mutation> of(byte[] message) {
        List<Mutation> all = new ArrayList<>();
        for (int position = 0; position < message.length; position++) {
            byte octet = message[position];
            all.add(new Mutation("deleted", position, splice(message, position, position + 1)));
            all.add(new Mutation("doubled", position, splice(message, position, position, octet)));
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte flipped = (byte) (octet ^ 1 << bit);
                all.add(new Mutation(
                        "bit " + bit + " flipped", position, splice(message, position, position + 1, flipped)));
            }
        }
        for (byte octet : MEANINGFUL) {
            String name = HexFormat.of().toHexDigits(octet);
            for (int position = 0; position <= message.length; position++) {
                all.add(new Mutation(name + " inserted", position, splice(message, position, position, octet)));
                if (position < message.length) {
                    byte[] replaced = splice(message, position, position + 1, octet);
                    all.add(new Mutation("replaced by " + name, position, replaced));
                }
            }
        }
        all.removeIf(mutation -> Message.isSame(mutation.result, message));
        return all;
    }

    /** The message with octets {@code start} (inclusive) to {@code end} (exclusive) replaced. */
    private static byte[] splice(byte[] message, int start, int end, byte... by) {
        byte[] spliced = new byte[start + by.length + message.length - end];
        System.arraycopy(message, 0, spliced, 0, start);
        System.arraycopy(by, 0, spliced, start, by.length);
        System.arraycopy(message, end, spliced, start + by.length, message.length - end);
        return spliced;
    }

    @Override
    public String toString() {
        return "octet " + position + " " + what;
    }
}
