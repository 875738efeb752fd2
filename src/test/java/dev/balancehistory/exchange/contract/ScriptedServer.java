package dev.balancehistory.exchange.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback that sends the responses of a script, and stores the requests. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Response> script = new ArrayDeque<>();
    private final Map<String, byte[]> fixed = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private @Nullable Function<Received, Response> always;

    /** A response. */
    record Response(int status, String contentType, byte[] body) {
        static Response json(byte[] body) {
            return new Response(200, "application/json", body);
        }

        static Response html(int status) {
            return new Response(
                    status, "text/html", "<html><h1>Out of order</h1></html>".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A request. */
    record Received(String method, String path, String query, Map<String, String> headers, String body) {
        /** Returns all of it, as an error page may repeat it. */
        String text() {
            StringBuilder text = new StringBuilder(method + " " + path + "?" + query + "\n");
            headers.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append('\n'));
            return text.append('\n').append(body).toString();
        }
    }

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sends these next, in this order. */
    synchronized void next(List<Response> responses) {
        script.addAll(responses);
    }

    /** Sends this whenever the script is at its end. */
    synchronized void always(Function<Received, Response> response) {
        always = response;
    }

    /** Sends this for one path, script or not. */
    void at(String path, byte[] body) {
        fixed.put(path, body);
    }

    /** Returns the requests that the script responded to. */
    List<Received> received() {
        return List.copyOf(received);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new ConcurrentHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            String query = exchange.getRequestURI().getRawQuery();
            Received request = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query == null ? "" : query,
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Response response = response(request);
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
            exchange.sendResponseHeaders(response.status(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private synchronized Response response(Received request) {
        byte[] body = fixed.get(request.path());
        if (body != null) {
            return Response.json(body);
        }
        received.add(request);
        if (!script.isEmpty()) {
            return script.remove();
        }
        return always == null ? Response.html(500) : always.apply(request);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
