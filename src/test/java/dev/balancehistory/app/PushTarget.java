package dev.balancehistory.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes what is pushed to it, as a Pushgateway does, and remembers which groups that were. */
final class PushTarget implements AutoCloseable {
    private final List<String> groups = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    PushTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            groups.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the group of each push. */
    List<String> groups() {
        return List.copyOf(groups);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
