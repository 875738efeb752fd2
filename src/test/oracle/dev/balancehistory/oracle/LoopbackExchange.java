package dev.balancehistory.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server on loopback that keeps each request as sent and returns the same body for all. */
final class LoopbackExchange implements AutoCloseable {
    static {
        // Without it, the body waits for the acknowledgement of the headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final BlockingQueue<Sent> requests = new LinkedBlockingQueue<>();
    private volatile String body = "";

    /** A request as it arrived; its target is the path with the query. */
    record Sent(String method, String target, Headers headers, String body) {}

    LoopbackExchange() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::respond);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void returns(String newBody) {
        body = newBody;
    }

    /** Removes and returns the only request since the last call. */
    Sent onlyRequest() {
        Sent sent = requests.remove();
        if (!requests.isEmpty()) {
            throw new AssertionError("more than one request: " + requests);
        }
        return sent;
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Sent(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toASCIIString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
