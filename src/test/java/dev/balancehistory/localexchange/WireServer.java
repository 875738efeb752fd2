package dev.balancehistory.localexchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A small HTTP/1.1 server on the loopback address, a daemon thread for each connection.
 *
 * <p>Written by hand, because other servers cannot send half a body or no HTTP at all.
 */
final class WireServer implements AutoCloseable {

    /** Decides what becomes of a request. */
    @FunctionalInterface
    interface Handler {
        Delivery response(Request request) throws InterruptedException;
    }

    // A thousand clients may connect at once; a short queue would delay some of them by a second.
    private static final int BACKLOG = 2048;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Handler handler;
    private final InstantSource clock;
    private final ServerSocket listener;
    private final String scheme;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(WireServer::daemon);

    /**
     * @param dated whether every response has a Date header, by the exchange's clock, unless it brings its own
     */
    WireServer(Settings settings, Handler handler, boolean dated) {
        this.handler = handler;
        this.clock = dated ? settings.clock() : null;
        this.scheme = settings.tls() == null ? "http" : "https";
        try {
            this.listener = factory(settings.tls())
                    .createServerSocket(settings.port(), BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI baseUrl() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** Ends every connection, whatever it is in the middle of. */
    @Override
    public void close() {
        closeQuietly(listener);
        // From here on no thread starts, so no connection can slip in behind the next line.
        threads.shutdown();
        connections.forEach(WireServer::closeQuietly);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                // Closed, or a client that left before it was let in.
            }
        }
    }

    private void admit(Socket connection) {
        connections.add(connection);
        try {
            threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException closing) {
            closeQuietly(connection);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            converse(new RequestReader(in), new Wire(connection, in, clock));
        } catch (IOException | InterruptedException e) {
            // The client or the exchange has gone, which ends the connection and nothing else.
        } finally {
            connections.remove(connection);
        }
    }

    private void converse(RequestReader requests, Wire wire) throws IOException, InterruptedException {
        try {
            Optional<Request> request = requests.next();
            while (request.isPresent()) {
                if (request.get().closesConnection()) {
                    wire.announceClose();
                }
                if (!handler.response(request.get()).over(wire) || wire.closing()) {
                    return;
                }
                request = requests.next();
            }
        } catch (ProtocolException e) {
            wire.announceClose();
            Delivery.whole(400, Map.of(), new byte[0]).over(wire);
        }
    }

    private static ServerSocketFactory factory(SSLContext tls) {
        return tls == null ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "local-exchange-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
