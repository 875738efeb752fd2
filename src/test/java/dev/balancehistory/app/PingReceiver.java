package dev.balancehistory.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** Receives messages on this machine, as a dead man's switch or a chat service does, and remembers them. */
public final class PingReceiver implements AutoCloseable {
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> responses = new ArrayDeque<>();
    private final HttpServer server;

    /** A request, with the part of its address behind the host. */
    public record Received(String method, String target, String type, String body) {
        String line() {
            return method + " " + target.replaceAll("rid=[0-9a-f-]{36}", "rid=ID");
        }
    }

    public PingReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            received.add(new Received(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), type == null ? "" : type, body));
            byte[] ok = "OK".getBytes(StandardCharsets.UTF_8);
            int status = next();
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(status, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        server.start();
    }

    private synchronized int next() {
        return responses.isEmpty() ? 200 : responses.remove();
    }

    /** Sets the status of the next response, after those that are set. */
    public synchronized PingReceiver respond(int status) {
        responses.add(status);
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Returns the methods and targets. */
    public List<String> lines() {
        return received().stream().map(Received::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
