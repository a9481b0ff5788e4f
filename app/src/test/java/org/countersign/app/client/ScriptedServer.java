package org.countersign.app.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.app.Endpoint;

/** Says what it has been told to say: first when somebody connects, then once for each line, then closes. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<String> said = new CopyOnWriteArrayList<>();

    /** A server with these replies, without the last CRLF. */
    public ScriptedServer(String... replies) {
        try {
            listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> play(replies), "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    public Endpoint address() {
        return new Endpoint(listening.getInetAddress().getHostAddress(), listening.getLocalPort());
    }

    /** The lines of the client so far. */
    public List<String> said() {
        return said;
    }

    private void play(String[] replies) {
        try (Socket client = listening.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            for (String reply : replies) {
                out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                said.add(line);
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
