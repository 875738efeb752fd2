package dev.balancehistory.faults;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands on loopback between the program and PostgreSQL or the exchange, and at a chosen moment does something to the
 * connection. Only the first moment counts: afterwards, and before it, all connections are left alone.
 */
final class ChaosProxy implements AutoCloseable {
    private final int target;
    private final boolean postgres;
    private final ServerSocket entrance;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ended = new AtomicInteger();
    private @Nullable Moment moment;
    private Fault fault = Fault.cut();
    private long counted;
    private boolean struck;
    private boolean striking;

    private ChaosProxy(int target, boolean postgres) throws IOException {
        this.target = target;
        this.postgres = postgres;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Returns one before a PostgreSQL on this machine that is spoken to without TLS. */
    static ChaosProxy beforePostgres(int port) throws IOException {
        return new ChaosProxy(port, true);
    }

    /** Returns one before anything else, where only bytes are counted. */
    static ChaosProxy beforeServer(int port) throws IOException {
        return new ChaosProxy(port, false);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Prepares the next fault, and counts from the beginning. */
    synchronized void at(Moment when, Fault what) {
        moment = when;
        fault = what;
        counted = 0;
        struck = false;
    }

    /** Leaves all connections alone from now on; returns when what is being done to one of them is done. */
    synchronized void leaveAlone() throws InterruptedException {
        moment = null;
        while (striking) {
            wait();
        }
    }

    /** Returns whether the moment has come. */
    synchronized boolean struck() {
        return struck;
    }

    /** Returns how much was counted of what the moment counts. */
    synchronized long counted() {
        return counted;
    }

    /** Returns how many connections have ended. */
    int ended() {
        return ended.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket server;
            try {
                server = new Socket(InetAddress.getLoopbackAddress(), target);
            } catch (ConnectException e) {
                // The client finds no server; another client may find one.
                client.close();
                continue;
            }
            // Small pieces would wait for each other's acknowledgement, 40 ms each time.
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link = new Link(client, server);
            links.add(link);
            start(link::up);
            start(link::down);
        }
    }

    /** Returns how many of the bytes still pass: all of them, unless the moment is among them. */
    private synchronized int passing(boolean toServer, int length) {
        if (struck || moment == null || moment.sql() != null || moment.toServer() != toServer) {
            return length;
        }
        long left = moment.n() - 1 - counted;
        counted += length;
        struck = left < length;
        striking = struck;
        return struck ? (int) left : length;
    }

    /** Returns whether this is the statement. */
    private synchronized boolean isMoment(String sql) {
        if (struck || moment == null || moment.sql() == null || !moment.sql().test(sql)) {
            return false;
        }
        struck = ++counted == moment.n();
        // A response may never come.
        striking = struck && !moment.attempt();
        return struck;
    }

    private synchronized boolean strikesResponse() {
        return moment != null && moment.attempt();
    }

    private synchronized void strikesNoMore() {
        striking = false;
        notifyAll();
    }

    private synchronized Fault fault() {
        return fault;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        links.forEach(Link::close);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A broken connection ends the work on it, on both ends: that is what a proxy is for. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException e) {
                // One of the ends is gone.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection: two threads, one each way. */
    private final class Link implements Closeable {
        private final Socket client;
        private final Socket server;
        private volatile boolean strikesResponse;
        private volatile boolean silent;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up() throws IOException {
            try (this) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                if (!postgres) {
                    pump(in, out, true);
                    return;
                }
                FrontendMessages messages = new FrontendMessages(new DataInputStream(new BufferedInputStream(in)));
                for (var message = messages.next(); message != null; message = messages.next()) {
                    if (message.sql() != null && isMoment(message.sql())) {
                        if (strikesResponse()) {
                            // The client sends nothing on this connection before it has read the response.
                            strikesResponse = true;
                        } else {
                            try {
                                strike();
                            } finally {
                                strikesNoMore();
                            }
                        }
                    }
                    send(message.bytes(), message.bytes().length, out, true);
                }
            }
        }

        void down() throws IOException {
            try (this) {
                pump(server.getInputStream(), client.getOutputStream(), false);
            }
        }

        private void pump(InputStream in, OutputStream out, boolean toServer) throws IOException {
            byte[] buffer = new byte[8 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!toServer && strikesResponse) {
                    strikesResponse = false;
                    strike();
                }
                send(buffer, length, out, toServer);
            }
        }

        private void send(byte[] bytes, int length, OutputStream out, boolean toServer) throws IOException {
            int passing = passing(toServer, length);
            try {
                if (!silent) {
                    out.write(bytes, 0, passing);
                    if (passing < length) {
                        strike();
                        if (!silent) {
                            out.write(Arrays.copyOfRange(bytes, passing, length));
                        }
                    }
                }
            } finally {
                if (passing < length) {
                    strikesNoMore();
                }
            }
        }

        private void strike() throws IOException {
            try {
                fault().first().call();
            } catch (Exception e) {
                throw new IllegalStateException("what was to happen first did not", e);
            }
            switch (fault().fate()) {
                case PASS -> {}
                case SILENCE -> silent = true;
                case RESET -> {
                    client.setSoLinger(true, 0);
                    server.setSoLinger(true, 0);
                    close();
                }
                case CUT -> close();
            }
        }

        @Override
        public void close() {
            if (links.remove(this)) {
                ended.incrementAndGet();
            }
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
