package org.countersign.app.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Ends one TLS connection and starts another one to the server, and passes lines on, those of the server changed. */
final class ManInTheMiddle implements AutoCloseable {
    private final SSLServerSocket listener;
    private final SSLContext tls;
    private final int serverPort;
    private final UnaryOperator<String> ofServer;

    private ManInTheMiddle(SSLServerSocket listener, SSLContext tls, int serverPort, UnaryOperator<String> ofServer) {
        this.listener = listener;
        this.tls = tls;
        this.serverPort = serverPort;
        this.ofServer = ofServer;
    }

    /**
     * Takes one connection.
     *
     * @param tls has the certificate for the client, and trusts that of the server
     */
    static ManInTheMiddle start(SSLContext tls, String version, int serverPort, UnaryOperator<String> ofServer)
            throws IOException {
        SSLServerSocket listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {version});
        ManInTheMiddle between = new ManInTheMiddle(listener, tls, serverPort, ofServer);
        inBackground(between::serve);
        return between;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try (Socket client = listener.accept();
                Socket server = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), serverPort)) {
            inBackground(() -> pass(client, server, UnaryOperator.identity()));
            pass(server, client, ofServer);
        } catch (IOException e) {
            System.getLogger("test").log(System.Logger.Level.DEBUG, "the test sees it", e);
        }
    }

    private static void pass(Socket from, Socket to, UnaryOperator<String> change) {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = to.getOutputStream()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write((change.apply(line) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            System.getLogger("test").log(System.Logger.Level.DEBUG, "the test sees it", e);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "man in the middle");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
