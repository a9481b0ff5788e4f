package org.countersign.app.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.smtp.Line;
import org.countersign.smtp.SmtpReply;
import org.countersign.smtp.SmtpServerSession;
import org.jspecify.annotations.Nullable;

/** A connection of the server: lines and messages one after the other, TLS, a security layer, deadlines. */
final class SmtpConnection extends PacedConnection {
    private static final System.Logger LOG = System.getLogger(SmtpConnection.class.getName());

    private static final String TLS = "tls";
    private static final String IDLE = "idle";
    private static final String LAYER = "layer";
    private static final String SMTP = "smtp";

    private static final SmtpReply IDLE_TOO_LONG = SmtpReply.of(421, "4.4.2", "Idle for too long, closing");
    private static final SmtpReply SHUTTING_DOWN = SmtpReply.of(421, "4.3.2", "The server is shutting down");
    private static final SmtpReply BROKEN = SmtpReply.of(421, "4.3.0", "Internal error, closing");
    /** The connection ends with it: what follows may be a message to one of us and commands to the other. */
    private static final SmtpReply BARE_CR_OR_LF =
            SmtpReply.of(554, "5.5.2", "A line ends in CRLF and has no other CR or LF; closing");

    private final Service service;
    private final boolean tlsFirst;
    private final SmtpServerSession session;
    private final SmtpCommands commands;
    private Peer peer;
    private @Nullable IncomingMessage message;
    private @Nullable Future<?> deadline;

    private SmtpConnection(Service service, SocketChannel channel, boolean tlsFirst) {
        super(channel);
        this.service = service;
        this.tlsFirst = tlsFirst;
        this.peer = new Peer(channel.remoteAddress().getAddress(), null);
        this.session = service.smtp().session(peer.facts(service.options()), channel.eventLoop());
        this.commands = new SmtpCommands(session, service.options());
    }

    /** Takes over a new channel. */
    static SmtpConnection on(SocketChannel channel, Service service, boolean tlsFirst) {
        SmtpConnection connection = new SmtpConnection(service, channel, tlsFirst);
        ServerOptions options = service.options();
        ChannelPipeline pipeline = channel.pipeline();
        if (tlsFirst && options.tls != null) {
            pipeline.addLast(TLS, options.tls.newHandler(channel.alloc()));
        }
        long idleMillis = options.idleTimeout.toMillis();
        pipeline.addLast(IDLE, new IdleStateHandler(idleMillis, 0, 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(SMTP, connection);
        return connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (tlsFirst) {
            pause();
            channel.read();
        } else {
            write(commands.greeting());
            resume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        super.channelInactive(context);
        session.close();
        watchDeadline();
        if (message != null) {
            try {
                service.workers().execute(message::giveUp);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "a file stays in tmp", e);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            tlsStarted(channel.pipeline().get(SslHandler.class).engine().getSession());
        } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
            noMoreInput();
        } else if (event instanceof SslHandshakeCompletionEvent || event instanceof SslCloseCompletionEvent) {
            channel.eventLoop().execute(channel::close); // behind what has come before the event
        } else if (event instanceof IdleStateEvent && waitsForClient()) {
            end(IDLE_TOO_LONG, true);
        }
    }

    @Override
    void broken(Throwable cause) {
        boolean ofNetwork = cause instanceof IOException || cause.getCause() instanceof SSLException;
        if (ofNetwork || cause instanceof LayerException) {
            channel.close();
        } else {
            LOG.log(Level.ERROR, "a defect of this program", cause);
            end(BROKEN, true);
        }
    }

    /** Ends the session; from any thread. */
    void shutDown() {
        channel.eventLoop().execute(() -> end(SHUTTING_DOWN, false));
    }

    @Override
    boolean use(ByteBuf unused) {
        return message == null ? useLine(unused) : useData(unused, message);
    }

    private boolean useLine(ByteBuf unused) {
        ByteBuffer octets = unused.nioBuffer();
        Optional<Line> line = session.read(octets);
        unused.skipBytes(octets.position());
        line.ifPresent(this::answer);
        return line.isPresent();
    }

    private void answer(Line line) {
        if (line instanceof Line.Complete complete) {
            answer(complete);
        } else {
            reply(session.refuse((Line.Fault) line));
        }
    }

    private void answer(Line.Complete line) {
        SslContext available = service.options().tls;
        if (session.expectsResponse()) {
            authenticate(session.response(line.octets()));
        } else if (line.verb().equals("AUTH")) {
            authenticate(session.auth(line.octets()));
        } else if (line.verb().equals("STARTTLS") && available != null) {
            startTls(session.startTls(line.octets()), available);
        } else {
            reply(commands.execute(line));
        }
    }

    private void reply(SmtpReply reply) {
        if (reply.isClosing()) {
            end(reply, true);
        } else if (reply.code() == SmtpCommands.CLOSING) {
            end(reply, false);
        } else {
            write(reply);
        }
        if (reply.code() == SmtpCommands.START_INPUT) {
            message = new IncomingMessage(service.mail(), service.options().messageLimit, commands.envelope(peer));
        }
    }

    private boolean useData(ByteBuf unused, IncomingMessage current) {
        ByteBuffer octets = unused.nioBuffer();
        DataReader.Progress progress = current.read(octets);
        unused.skipBytes(octets.position());
        if (progress == DataReader.Progress.BARE_CR_OR_LF) {
            end(BARE_CR_OR_LF, true);
        } else if (progress == DataReader.Progress.END) {
            message = null;
            await(CompletableFuture.supplyAsync(current::finish, service.workers()), this::messageReply);
        } else if (current.partIsFull()) {
            await(CompletableFuture.runAsync(current::storePart, service.workers()), nothing -> {});
        }
        return progress != DataReader.Progress.MORE;
    }

    private void messageReply(SmtpReply reply) {
        commands.endTransaction();
        reply(reply);
    }

    // AUTH

    private void authenticate(CompletionStage<SmtpReply> stage) {
        await(stage, this::authenticationReply);
        watchDeadline();
    }

    private void authenticationReply(SmtpReply reply) {
        reply(reply);
        watchDeadline();
        session.layer().filter(codec -> channel.pipeline().get(LAYER) == null).ifPresent(this::install);
    }

    private void watchDeadline() {
        boolean exchange = session.pending() || session.expectsResponse();
        if (exchange && deadline == null) {
            deadline = channel.eventLoop().schedule(session::expire, session.nanosLeft(), TimeUnit.NANOSECONDS);
        } else if (!exchange && deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** The reply has been written in clear; what came behind the response belongs to the layer (TLS-07). */
    private void install(LayerCodec codec) {
        commands.forget();
        LayerHandler layer = new LayerHandler(codec);
        channel.pipeline().addBefore(SMTP, LAYER, layer);
        try {
            layer.channelRead(channel.pipeline().context(layer), takeInput());
        } catch (LayerException e) {
            broken(e);
        }
    }

    // TLS

    private void startTls(SmtpReply reply, SslContext available) {
        write(reply);
        if (reply.code() == SmtpCommands.READY) {
            pause();
            channel.flush();
            // the session made sure that there is no input (TLS-06)
            channel.pipeline().addFirst(TLS, available.newHandler(channel.alloc()));
            channel.read();
        }
    }

    private void tlsStarted(SSLSession tls) {
        peer = new Peer(peer.address(), tls);
        ByteBuf inClear = takeInput();
        session.tlsStarted(peer.facts(service.options()), inClear.nioBuffer());
        inClear.release(); // nothing of it counts any more (TLS-06)
        commands.forget();
        if (tlsFirst) {
            write(commands.greeting());
        }
        resume();
    }
}
