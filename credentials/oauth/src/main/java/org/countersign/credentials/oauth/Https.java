package org.countersign.credentials.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/** Asks a provider over HTTPS, and only so, without waiting for it longer than patience lasts; answers are JSON objects. */
final class Https {
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final HttpClient client;
    private final Duration patience;

    Https(@Nullable HttpClient client, Duration patience) {
        // redirects are not followed: where to ask is configured, or said by a document that is believed
        this.client = client != null
                ? client
                : HttpClient.newBuilder().connectTimeout(patience).build();
        this.patience = patience;
    }

    record Answer(int status, Map<String, Object> json) {}

    /**
     * The URI of a provider.
     *
     * @throws IllegalArgumentException if it is none with {@code https} and a host
     */
    static URI required(URI uri) {
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an https URI: " + uri);
        }
        return uri;
    }

    /** The document at this URI. */
    CompletionStage<Map<String, Object>> get(URI uri) {
        HttpRequest request = request(uri).GET().build();
        return send(request).thenApply(answer -> only200(uri, answer).json());
    }

    /** The answer to a form, whatever its status, as long as it has JSON. */
    CompletionStage<Answer> post(URI uri, Form form, Form.@Nullable Client client) {
        HttpRequest.Builder request = request(uri).header("Content-Type", "application/x-www-form-urlencoded");
        if (client != null) {
            request.header("Authorization", client.basic());
        }
        byte[] body = form.encode();
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(request.build()).whenComplete((answer, failure) -> Arrays.fill(body, (byte) 0));
    }

    static Answer only200(URI uri, Answer answer) {
        if (answer.status() != 200) {
            throw new CompletionException(new UnavailableException(uri, "HTTP status " + answer.status()));
        }
        return answer;
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(required(uri)).timeout(patience).header("Accept", "application/json");
    }

    private CompletionStage<Answer> send(HttpRequest request) {
        // begins with a stage of our own: whoever cancels a dependent of the client's cancels the request, for all who
        // wait
        return CompletableFuture.completedFuture(request)
                .thenCompose(this::response)
                .handle((received, failure) -> {
                    if (received == null) {
                        throw new CompletionException(unavailable(request.uri(), failure));
                    }
                    return answer(request.uri(), received);
                });
    }

    private CompletionStage<HttpResponse<byte[]>> response(HttpRequest request) {
        // the request's own timeout ends with the header
        return client.sendAsync(request, ignored -> new BoundedBody(LONGEST_ANSWER))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Answer answer(URI uri, HttpResponse<byte[]> response) {
        String text = Utf8.decode(response.body());
        try {
            return new Answer(response.statusCode(), JSONObjectUtils.parse(text == null ? "" : text));
        } catch (ParseException e) {
            String why = response.statusCode() == 200 ? "no JSON" : "HTTP status " + response.statusCode();
            throw new CompletionException(new UnavailableException(uri, why));
        }
    }

    private static UnavailableException unavailable(URI uri, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new UnavailableException(uri, cause.getClass().getSimpleName());
    }
}
