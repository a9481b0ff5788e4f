package org.countersign.credentials.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A provider on the loopback interface that says over HTTPS whatever it is told to. */
final class Provider implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** What was asked: path, credentials in the header, body. */
    record Asked(String path, String authorization, String body) {}

    /** What it says. */
    record Said(int status, String body) {
        static Said json(String body) {
            return new Said(200, body);
        }
    }

    interface Handler {
        Said handle(Asked asked) throws Exception;
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SSLContext tls;
    private HttpsServer server;

    Provider() throws Exception {
        tls = tls();
        start(0);
    }

    /** Starts again, at the same port. */
    void start() throws IOException {
        start(port());
    }

    private void start(int port) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String issuer() {
        return "https://localhost:" + port();
    }

    void on(String path, Handler handler) {
        handlers.put(path, handler);
    }

    /** Publishes a configuration, and these keys. */
    void publish(String jwks) {
        on(
                "/.well-known/openid-configuration",
                ignored -> Said.json("{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer()
                        + "/jwks\",\"token_endpoint\":\"" + issuer() + "/token\"}"));
        on("/jwks", ignored -> Said.json(jwks));
    }

    long count(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).count();
    }

    /** A client that trusts this provider and no other. */
    HttpClient client() {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Asked question = new Asked(exchange.getRequestURI().getPath(), authorization, body);
            asked.add(question);
            Said said = handlers.getOrDefault(question.path(), ignored -> new Said(404, "{}"))
                    .handle(question);
            byte[] octets = said.body().getBytes(UTF_8);
            if (said.status() / 100 == 3) {
                exchange.getResponseHeaders().set("Location", said.body());
            }
            exchange.sendResponseHeaders(said.status(), octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static SSLContext tls() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Provider.class.getResourceAsStream("provider.p12")) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("provider", store.getCertificate("provider"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
