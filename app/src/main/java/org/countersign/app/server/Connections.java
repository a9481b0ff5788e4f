package org.countersign.app.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.countersign.smtp.SmtpReply;

/** The connections of a server, of which there are not too many. */
final class Connections {
    private static final SmtpReply TOO_MANY = SmtpReply.of(421, "4.3.2", "Too many connections, try again later");

    private final Service service;
    private final Semaphore places;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    Connections(Service service) {
        this.service = service;
        this.places = new Semaphore(service.options().connectionLimit);
    }

    /** Takes new connections of one listener, or refuses them. */
    ChannelInitializer<SocketChannel> of(boolean tlsFirst) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (places.tryAcquire()) {
                    channel.closeFuture().addListener(closed -> places.release());
                    SmtpConnection.on(channel, service, tlsFirst);
                    channels.add(channel);
                } else {
                    channel.pipeline().addLast(new Refusal(tlsFirst));
                }
            }
        };
    }

    /** Ends all sessions; waits until they are closed, but not longer than this. */
    void shutDown(long time, TimeUnit unit) {
        for (Channel channel : channels) {
            SmtpConnection session = channel.pipeline().get(SmtpConnection.class);
            if (session != null) { // else it is just being closed
                session.shutDown();
            }
        }
        channels.newCloseFuture().awaitUninterruptibly(time, unit);
    }

    /** Without TLS it can say why; a handshake would be work. */
    private static final class Refusal extends ChannelInboundHandlerAdapter {
        private final boolean silent;

        Refusal(boolean silent) {
            this.silent = silent;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(silent ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(TOO_MANY.encode()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
