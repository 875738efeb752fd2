package dev.balancehistory.doctor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The route to an exchange, checked step by step without a request.
 *
 * @param timeout the time limit of each step
 * @param proxy the configured proxy; null without one
 */
record Route(URI baseUrl, Duration timeout, @Nullable InetSocketAddress proxy) {
    Route(URI baseUrl, Duration timeout) {
        this(baseUrl, timeout, proxy(baseUrl));
    }

    /** Returns whether the connection has to be encrypted. */
    boolean encrypted() {
        return "https".equalsIgnoreCase(baseUrl.getScheme());
    }

    /** Returns the host and port of the first connection: the exchange, or the configured proxy. */
    String firstHop() {
        return proxy == null ? baseUrl.getHost() + ":" + port() : proxy.getHostString() + ":" + proxy.getPort();
    }

    /** Returns whether there is a proxy, which looks up the exchange's name itself. */
    boolean proxied() {
        return proxy != null;
    }

    private static @Nullable InetSocketAddress proxy(URI baseUrl) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector == null
                ? null
                : selector.select(baseUrl).stream()
                        .filter(each -> each.type() == Proxy.Type.HTTP)
                        .map(each -> (InetSocketAddress) each.address())
                        .findFirst()
                        .orElse(null);
    }

    private int port() {
        return baseUrl.getPort() >= 0 ? baseUrl.getPort() : encrypted() ? 443 : 80;
    }

    private String firstHost() {
        // An IPv6 address has brackets in a URL only.
        return proxy == null ? baseUrl.getHost().replaceAll("[\\[\\]]", "") : proxy.getHostString();
    }

    /**
     * Looks up the first hop's name and returns how many addresses it has.
     *
     * @throws IOException if it has no address, or the name server does not respond in time
     */
    int addresses() throws IOException {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> InetAddress.getAllByName(firstHost()));
        Thread thread = new Thread(lookUp, "look-up");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookUp.get(timeout.toMillis(), TimeUnit.MILLISECONDS).length;
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no response from the name server within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException("the host name is not known", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /**
     * Connects to the first hop.
     *
     * @throws IOException if the connection fails
     */
    void connect() throws IOException {
        connected().close();
    }

    /**
     * Checks that the certificate of the exchange is trusted, and returns the version of TLS.
     *
     * @throws IOException if it is not; the root cause is then a {@code GeneralSecurityException}
     */
    String handshake() throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (Socket plain = connected();
                SSLSocket socket = (SSLSocket) factory.createSocket(plain, firstHost(), port(), true)) {
            socket.setSoTimeout((int) timeout.toMillis());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(firstHost(), proxy == null ? port() : proxy.getPort()), (int)
                    timeout.toMillis());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
