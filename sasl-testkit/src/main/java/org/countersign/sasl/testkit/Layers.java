package org.countersign.sasl.testkit;

import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.testkit.Dialogue.Layer;
import org.jspecify.annotations.Nullable;

/** Finds out whether the two ends of a security layer understand each other. */
final class Layers {
    private Layers() {}

    /** Sends a message each way through the layers of both outcomes, and closes them. */
    static Layer probe(@Nullable ServerReply server, @Nullable ClientReply client) {
        SecurityLayer ofServer = server instanceof ServerReply.Success success ? success.layer() : null;
        SecurityLayer ofClient = client instanceof ClientReply.Success success ? success.layer() : null;
        try {
            boolean both = server instanceof ServerReply.Success && client instanceof ClientReply.Success;
            return both ? probe(ofServer, ofClient) : Layer.NONE;
        } finally {
            close(ofServer);
            close(ofClient);
        }
    }

    private static Layer probe(@Nullable SecurityLayer server, @Nullable SecurityLayer client) {
        if (server == null && client == null) {
            return Layer.NONE;
        }
        if (server == null || client == null || server.confidential() != client.confidential()) {
            return Layer.BROKEN;
        }
        try {
            boolean understood = passes("NOOP\r\n", client, server) && passes("250 2.0.0 OK\r\n", server, client);
            return !understood ? Layer.BROKEN : server.confidential() ? Layer.CONFIDENTIALITY : Layer.INTEGRITY;
        } catch (LayerException e) {
            return Layer.BROKEN;
        }
    }

    @SuppressWarnings("resource") // a codec's close is its layer's, which is closed above
    private static boolean passes(String text, SecurityLayer from, SecurityLayer to) throws LayerException {
        byte[] plain = Utf8.encode(text);
        byte[] wire = new LayerCodec(from).encode(plain, 0, plain.length);
        return Message.isSame(plain, new LayerCodec(to).decode(wire, 0, wire.length));
    }

    private static void close(@Nullable SecurityLayer layer) {
        if (layer != null) {
            layer.close();
        }
    }
}
