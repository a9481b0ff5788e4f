package org.countersign.app.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.countersign.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads from the network only when everything that has come is used, no answer is due, and the client
 * takes the replies: it can not fill the memory. To be used as the last handler of a channel without auto-read. Everything
 * happens on the channel's event loop.
 */
abstract class PacedConnection extends ChannelInboundHandlerAdapter {
    /** So long a client may go on sending after the last reply: a reset could overtake the reply. */
    private static final long LINGER_MILLIS = 1000;

    final SocketChannel channel;
    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private boolean paused;
    private boolean proceeding;
    private boolean ended;
    private boolean noMoreInput;
    private @Nullable Future<?> closing;

    PacedConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Uses some of the input, not necessarily all; false if it needs more. */
    abstract boolean use(ByteBuf unused);

    /** Something happened that should not. */
    abstract void broken(Throwable cause);

    /** Nothing is used until {@link #resume}. */
    final void pause() {
        paused = true;
    }

    final void resume() {
        paused = false;
        proceed();
    }

    /** What has come is all: it closes when everything is answered. Without TLS the network says so, and is not asked before. */
    final void noMoreInput() {
        noMoreInput = true;
        channel.eventLoop().execute(this::proceed); // behind what has come before
    }

    /** Pauses until the stage is complete, which it may be already. */
    final <T> void await(CompletionStage<T> stage, Consumer<T> then) {
        pause();
        stage.whenComplete((result, e) -> onEventLoop(() -> {
            if (e != null) {
                broken(e);
            } else if (!ended) {
                guarded(() -> then.accept(result));
            }
            resume();
        }));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void onEventLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    /** Whether it is the client's turn to send something. */
    final boolean waitsForClient() {
        return !paused && !ended;
    }

    /** What has come and is not used, which is now the caller's. */
    final ByteBuf takeInput() {
        ByteBuf taken = input;
        input = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    final ChannelFuture write(SmtpReply reply) {
        return channel.write(Unpooled.wrappedBuffer(reply.encode()));
    }

    /**
     * Sends a last reply and closes. What still comes is read and dropped.
     *
     * @param linger whether the client may be sending; else it is closed as soon as the reply is sent
     */
    final void end(SmtpReply last, boolean linger) {
        if (ended) {
            return;
        }
        ended = true;
        takeInput().release();
        ChannelFuture written = write(last);
        if (!linger) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        closing = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.flush();
        channel.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
        if (ended) {
            ((ByteBuf) octets).release();
        } else {
            input = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), input, (ByteBuf) octets);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        proceed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        proceed();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        takeInput().release();
        if (closing != null) {
            closing.cancel(false); // it would keep all of the session until then
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken(cause);
    }

    private void proceed() {
        if (proceeding) {
            return;
        }
        proceeding = true;
        guarded(this::useInput);
        proceeding = false;
        if (!input.isReadable()) {
            takeInput().release();
        }
        channel.flush();
        if (mayProceed() || ended) {
            readOrClose();
        }
    }

    private void readOrClose() {
        if (noMoreInput) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.read();
        }
    }

    /** The replies are sent together (RFC 2920, section 3.2). */
    private void useInput() {
        boolean used = true;
        while (used && mayProceed()) {
            used = use(input);
        }
    }

    private boolean mayProceed() {
        return !paused && !ended && channel.isActive() && channel.isWritable();
    }
}
