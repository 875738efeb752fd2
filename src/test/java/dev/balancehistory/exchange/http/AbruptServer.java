package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Sends one response on each connection, and then closes it without a notice. */
final class AbruptServer implements AutoCloseable {
    private final ServerSocket listener;
    private final UnaryOperator<String> response;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Creates a server whose complete response is a function of the request's head. */
    AbruptServer(UnaryOperator<String> response) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.response = response;
        Thread thread = new Thread(this::serve, "abrupt-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns a server that sends this body with this HTTP status. */
    static AbruptServer sending(String status, UnaryOperator<String> body) throws IOException {
        return new AbruptServer(request -> {
            String text = body.apply(request);
            return "HTTP/1.1 " + status + "\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
        });
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
                StringBuilder request = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.append(line).append('\n');
                }
                if (!request.isEmpty()) {
                    requests.add(request.toString());
                    connection
                            .getOutputStream()
                            .write(response.apply(request.toString()).getBytes(ISO_8859_1));
                }
            } catch (IOException e) {
                // The client or this server has closed the connection.
            }
        }
    }
}
