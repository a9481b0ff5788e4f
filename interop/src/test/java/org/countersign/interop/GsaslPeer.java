package org.countersign.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** GNU SASL's server, behind a bit of SMTP of our own. It looks at passwords only, so each user has a port. */
final class GsaslPeer implements Peer {
    private final Program gsasl;
    private final Map<User, ServerSocket> listeners = new EnumMap<>(User.class);
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private GsaslPeer(Program gsasl) {
        this.gsasl = gsasl;
    }

    static GsaslPeer start() throws IOException {
        GsaslPeer peer = new GsaslPeer(Program.required("gsasl"));
        for (User user : User.values()) {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            peer.listeners.put(user, listener);
            Thread thread = new Thread(() -> peer.serve(listener, user), "gsasl " + user);
            thread.setDaemon(true);
            thread.start();
        }
        return peer;
    }

    private void serve(ServerSocket listener, User user) {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                new GsaslSession(gsasl, user, connection, log::add).serve();
            } catch (IOException e) {
                log.add(e.toString());
            }
        }
    }

    @Override
    public int port(User user) {
        return listeners.get(user).getLocalPort();
    }

    @Override
    public String log() {
        return String.join("\n", log);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket listener : listeners.values()) {
            listener.close();
        }
    }
}
