package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts about a server, each with a number, up to one with the number 0 (MS-NLMP, section 2.2.2.1). */
record AvPairs(List<AvPair> pairs) {
    static final AvPairs NONE = new AvPairs(List.of());

    static final int NB_COMPUTER_NAME = 1;
    static final int NB_DOMAIN_NAME = 2;
    static final int DNS_COMPUTER_NAME = 3;
    static final int FLAGS = 6;
    static final int TIMESTAMP = 7;
    static final int TARGET_NAME = 9;
    static final int CHANNEL_BINDINGS = 10;

    private static final int END = 0;
    private static final int HEADER = 4;

    AvPairs {
        pairs = List.copyOf(pairs);
    }

    /**
     * The pairs from {@code start} on, or null if there is no end, one has a length that its number does not allow, or one
     * comes twice. What is behind the end is padding.
     */
    static @Nullable AvPairs parse(byte[] octets, int start) {
        List<AvPair> pairs = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).position(start);
        while (in.remaining() >= HEADER) {
            int id = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (id == END) {
                return length == 0 ? new AvPairs(pairs) : null;
            }
            if (length > in.remaining() || !AvPair.canHave(id, length) || !seen.add(id)) {
                return null;
            }
            byte[] value = new byte[length];
            in.get(value);
            pairs.add(new AvPair(id, value));
        }
        return null;
    }

    /** The value of the pair with this number, or null. */
    byte @Nullable [] find(int id) {
        for (AvPair pair : pairs) {
            if (pair.id() == id) {
                return pair.value();
            }
        }
        return null;
    }

    /** The value of {@link #FLAGS}, 0 if there is none. */
    int flags() {
        byte[] value = find(FLAGS);
        return value == null
                ? 0
                : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** These pairs, with this one last; one of the same number goes. */
    AvPairs with(AvPair last) {
        List<AvPair> more = new ArrayList<>(pairs);
        more.removeIf(pair -> pair.id() == last.id());
        more.add(last);
        return new AvPairs(more);
    }

    byte[] encode() {
        int length =
                pairs.stream().mapToInt(pair -> HEADER + pair.value().length).sum();
        ByteBuffer out = ByteBuffer.allocate(length + HEADER).order(ByteOrder.LITTLE_ENDIAN); // the end is zeros
        for (AvPair pair : pairs) {
            out.putShort((short) pair.id())
                    .putShort((short) pair.value().length)
                    .put(pair.value());
        }
        return out.array();
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
