package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** A fact about a server (MS-NLMP, section 2.2.2.1). Its texts are UTF-16LE, whatever is negotiated (NTLM-07). */
record AvPair(int id, byte[] value) {
    private static final String[] NAMES = {
        "EOL",
        "NbComputerName",
        "NbDomainName",
        "DnsComputerName",
        "DnsDomainName",
        "DnsTreeName",
        "Flags",
        "Timestamp",
        "SingleHost",
        "TargetName",
        "ChannelBindings"
    };

    static AvPair text(int id, String text) {
        return new AvPair(id, NtlmText.encode(text));
    }

    static AvPair u32(int id, int value) {
        return new AvPair(
                id,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    /** Whether a pair of this number can have a value of this length. */
    static boolean canHave(int id, int length) {
        return switch (id) {
            case AvPairs.FLAGS -> length == Integer.BYTES;
            case AvPairs.TIMESTAMP -> length == Long.BYTES;
            case AvPairs.CHANNEL_BINDINGS -> length == ChannelBindingHash.LENGTH;
            default -> !isText(id) || length % 2 == 0;
        };
    }

    private static boolean isText(int id) {
        return (id >= AvPairs.NB_COMPUTER_NAME && id < AvPairs.FLAGS) || id == AvPairs.TARGET_NAME;
    }

    @Override
    public String toString() {
        String name = id < NAMES.length ? NAMES[id] : "0x" + Integer.toHexString(id);
        return name + "=" + (isText(id) ? NtlmText.forPeople(value, true) : describe());
    }

    private String describe() {
        return id == AvPairs.TIMESTAMP
                ? FileTime.toInstant(value).toString()
                : HexFormat.of().formatHex(value);
    }
}
