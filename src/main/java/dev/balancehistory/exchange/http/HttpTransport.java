package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.process.EnvironmentProxies;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The transport of all requests to all exchanges, one in a process. It sends each request once, limits time and size,
 * and follows no redirect.
 */
public final class HttpTransport implements AutoCloseable {
    private static final String USER_AGENT = userAgent();
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    // Created in parallel: loading the certificates takes as long as opening the database.
    private final CompletableFuture<HttpClient> client = new CompletableFuture<>();
    // The group of the client's own thread, which waits for the network in native code.
    private final ThreadGroup threads = new ThreadGroup("http");
    private final int maxBytes;

    /** Starts to create the HTTP client, and does not wait for it. */
    public HttpTransport(HttpSettings settings) {
        this.maxBytes = settings.maxResponseBytes();
        Thread starter = new Thread(threads, () -> create(settings), "http-client");
        starter.setDaemon(true);
        starter.start();
    }

    private void create(HttpSettings settings) {
        try {
            client.complete(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout())
                    .build());
        } catch (RuntimeException | Error e) {
            client.completeExceptionally(e);
        }
    }

    /**
     * Ends the client's thread, as the client's {@code close()} does from JDK 21 on. Otherwise the JVM's exit waits 300
     * ms for the thread in native code.
     */
    @Override
    public void close() {
        if (client.isDone()) {
            threads.interrupt();
        }
    }

    /** Returns the largest size of a response, all its parts together. */
    int maxBytes() {
        return maxBytes;
    }

    /**
     * Sends a request.
     *
     * @param timeout the limit for the complete response, to its last byte
     * @throws IOException if no complete response was received
     */
    HttpBody send(Request what, URI baseUrl, Duration timeout) throws IOException {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new HttpTimeoutException("no time left");
        }
        long start = System.nanoTime();
        try {
            HttpResponse<LimitedBody> response =
                    client.join().send(request(what, baseUrl, timeout), head -> new LimitedBody(maxBytes + 1));
            if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                throw new IOException(
                        "the proxy rejects the credentials: check HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
            }
            byte[] body = response.body().bytes(timeout.minusNanos(System.nanoTime() - start));
            return HttpBody.of(response.statusCode(), response.headers(), body, maxBytes);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static HttpRequest request(Request what, URI baseUrl, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(what.uri(baseUrl))
                .method(what.method(), new SentOnce(what.body().getBytes(StandardCharsets.UTF_8)))
                .timeout(timeout)
                .header("User-Agent", USER_AGENT)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip");
        if (!what.form().isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        what.headers().forEach(request::setHeader);
        String atProxy = EnvironmentProxies.authorization(baseUrl);
        if (atProxy != null) {
            // The client sends it to the proxy only.
            request.setHeader("Proxy-Authorization", atProxy);
        }
        return request.build();
    }

    private static String userAgent() {
        String version = HttpTransport.class.getPackage().getImplementationVersion();
        return "balance-history/" + (version == null ? "dev" : version);
    }
}
