package dev.balancehistory.exchange.http;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of a request, which can be sent only once. The JDK's client repeats a request if the connection ends before
 * the response begins, and a signature is valid once. The client reads the length each time that it writes the headers.
 */
final class SentOnce implements HttpRequest.BodyPublisher {
    private final AtomicBoolean sent = new AtomicBoolean();
    private final HttpRequest.BodyPublisher body;

    SentOnce(byte[] body) {
        this.body = HttpRequest.BodyPublishers.ofByteArray(body);
    }

    @Override
    public long contentLength() {
        if (sent.getAndSet(true)) {
            throw new UncheckedIOException(new EOFException("the connection ended before the response began"));
        }
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(subscriber);
    }
}
