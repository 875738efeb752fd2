package dev.balancehistory.exchange.bitfront;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's empty body, which refuses to be sent again: the JDK's client repeats a GET by itself when the connection
 * ends before the answer begins, and a signature is for one use. It asks for the length each time that it writes the
 * headers.
 */
final class SentOnce implements HttpRequest.BodyPublisher {
    private final AtomicBoolean sent = new AtomicBoolean();

    @Override
    public long contentLength() {
        if (sent.getAndSet(true)) {
            throw new UncheckedIOException(new EOFException("the connection ended before the answer began"));
        }
        return 0;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        HttpRequest.BodyPublishers.noBody().subscribe(subscriber);
    }
}
