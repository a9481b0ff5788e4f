package org.countersign.app.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer.LayerException;

/** A security layer between TLS and the lines (SMTP-28). A buffer that is not genuine ends the connection (SASL-21). */
final class LayerHandler extends ChannelDuplexHandler {
    private final LayerCodec codec;

    /** A handler of this layer, which it does not close. */
    LayerHandler(LayerCodec codec) {
        this.codec = codec;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws LayerException {
        byte[] plain;
        try {
            byte[] wire = ByteBufUtil.getBytes((ByteBuf) message);
            plain = codec.decode(wire, 0, wire.length);
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (plain.length > 0) {
            context.fireChannelRead(Unpooled.wrappedBuffer(plain));
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        try {
            byte[] plain = ByteBufUtil.getBytes((ByteBuf) message);
            context.write(Unpooled.wrappedBuffer(codec.encode(plain, 0, plain.length)), promise);
        } catch (LayerException e) {
            promise.setFailure(e);
            context.close();
        } finally {
            ReferenceCountUtil.release(message);
        }
    }
}
