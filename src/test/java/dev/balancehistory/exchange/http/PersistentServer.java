package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Begins a response and continues to send, or waits, until the client closes the connection. */
final class PersistentServer implements AutoCloseable {
    private static final int PIECE = 8 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final boolean endless;

    PersistentServer(boolean endless) throws IOException {
        this.endless = endless;
        Thread thread = new Thread(this::serve, "persistent-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Waits until the client closes the connection. */
    boolean isDisconnected() throws InterruptedException {
        return disconnected.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket connection = listener.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n ".getBytes(ISO_8859_1));
            if (endless) {
                byte[] piece = " ".repeat(PIECE).getBytes(ISO_8859_1);
                while (true) {
                    connection.getOutputStream().write(piece);
                }
            }
            while (connection.getInputStream().read() >= 0) {
                // First the request, then the end.
            }
            disconnected.countDown();
        } catch (IOException e) {
            disconnected.countDown();
        }
    }
}
