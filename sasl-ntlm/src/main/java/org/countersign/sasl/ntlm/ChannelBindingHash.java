package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.countersign.sasl.ConnectionFacts;

/** The TLS channel as an AV pair tells it: the MD5 of a {@code gss_channel_bindings_struct} (NTLM-28; RFC 2744, 3.11). */
final class ChannelBindingHash {
    static final int LENGTH = 16;
    static final String TYPE = "tls-server-end-point";

    private static final byte[] PREFIX = (TYPE + ":").getBytes(StandardCharsets.US_ASCII);
    private static final int ADDRESSES = 16; // types and lengths of two addresses, all zero

    private ChannelBindingHash() {}

    /** The hash for this connection; empty where there is no TLS, or a certificate that has no such binding. */
    static Optional<byte[]> of(ConnectionFacts facts) {
        return facts.channelBinding(TYPE).map(ChannelBindingHash::of);
    }

    static byte[] of(byte[] certificateHash) {
        int length = PREFIX.length + certificateHash.length;
        return LegacyCrypto.md5(ByteBuffer.allocate(ADDRESSES + Integer.BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(ADDRESSES)
                .putInt(length)
                .put(PREFIX)
                .put(certificateHash)
                .array());
    }
}
