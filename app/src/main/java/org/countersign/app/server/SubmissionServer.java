package org.countersign.app.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.jcip.annotations.ThreadSafe;
import org.countersign.app.Endpoint;
import org.countersign.app.UnusableFileException;
import org.countersign.sasl.Catalogue;
import org.countersign.smtp.SmtpServerSide;

/** A reference submission server (RFC 6409): it keeps the mail that it is given, or drops it, and sends none on. */
@ThreadSafe
public final class SubmissionServer implements AutoCloseable {
    /** They never wait, so that more of them than processors would only wake each other up. */
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long GRACE_SECONDS = 5;

    private final ThreadPoolExecutor workers;
    private final Connections connections;
    private final EventLoopGroup loops;
    private final List<Channel> listeners = new ArrayList<>();

    private SubmissionServer(ServerOptions options, Catalogue catalogue) throws UnusableFileException {
        this.workers = workers(options.connectionLimit);
        MailStore mail = options.maildir == null ? MailStore.DROPPED : Maildir.open(options.maildir, options.hostname);
        SmtpServerSide smtp = SmtpServerSide.with(Mechanisms.serverSide(catalogue, options, workers))
                .gate(options.gate)
                .senders(options.mailboxes::has)
                .submitterTrust(options.mailboxes::has)
                .submitters(options.mailboxes::of)
                .build();
        this.connections = new Connections(new Service(options, smtp, mail, workers));
        this.loops =
                new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory()); // last: it takes file descriptors
    }

    private static ThreadPoolExecutor workers(int connections) {
        // a connection waits for one task at a time; some tasks are left behind by connections that are gone
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(2 * connections),
                new DefaultThreadFactory("countersign-worker"));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /**
     * Starts a server; when this returns, it listens.
     *
     * @throws IllegalArgumentException if a mechanism that the options name is not there; the message is for people
     * @throws UnusableFileException if the maildir can not be used
     * @throws BindException if it can not listen; the message names the address
     */
    public static SubmissionServer start(ServerOptions options) throws IOException {
        return start(options, Mechanisms.named(options));
    }

    /** Starts a server of these mechanisms, whatever the options name. */
    static SubmissionServer start(ServerOptions options, Catalogue catalogue) throws IOException {
        SubmissionServer server = new SubmissionServer(options, catalogue);
        try {
            for (Endpoint where : options.listen) {
                server.listen(where, false);
            }
            for (Endpoint where : options.submissions) {
                server.listen(where, true);
            }
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void listen(Endpoint where, boolean tlsFirst) throws BindException {
        InetSocketAddress address = new InetSocketAddress(where.host(), where.port());
        if (address.isUnresolved()) {
            throw new BindException("can not listen on " + where + ": unknown host");
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false) // PacedConnection reads
                .childHandler(connections.of(tlsFirst))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindException(
                    "can not listen on " + where + ": " + bound.cause().getMessage());
        }
        listeners.add(bound.channel());
    }

    /** Where it listens, with real ports: for SMTP, then for SMTP inside TLS, each in the order given. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(listener -> (InetSocketAddress) listener.localAddress())
                .toList();
    }

    /** Stops listening, ends all sessions with 421, and waits a few seconds for what is under way. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        connections.shutDown(GRACE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdown();
        try {
            workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
