package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.countersign.sasl.ChannelBinding;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.crypto.Md5;

/** The TLS channel as an AV pair tells it: the MD5 of a {@code gss_channel_bindings_struct} (NTLM-28; RFC 2744, 3.11). */
final class ChannelBindingHash {
    static final int LENGTH = 16;
    static final String TYPE = ChannelBinding.TLS_SERVER_END_POINT;

    private static final byte[] PREFIX = (TYPE + ":").getBytes(StandardCharsets.US_ASCII);
    private static final int ADDRESSES = 16; // types and lengths of two addresses, all zero

    private ChannelBindingHash() {}

    /** The hash for this connection; empty where there is no TLS, or a certificate that has no such binding. */
    static Optional<byte[]> of(ConnectionFacts facts) {
        return facts.channelBinding(TYPE).map(ChannelBindingHash::of);
    }

    static byte[] of(byte[] certificateHash) {
        int length = PREFIX.length + certificateHash.length;
        byte[] before = ByteBuffer.allocate(ADDRESSES + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ADDRESSES, length)
                .array();
        return Md5.digest(Octets.concat(before, PREFIX, certificateHash));
    }
}
