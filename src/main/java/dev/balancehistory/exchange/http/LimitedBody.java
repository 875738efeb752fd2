package dev.balancehistory.exchange.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read to its end, to the size limit or to the timeout. The JDK's timeout of a request ends
 * with the headers, so this class has its own.
 */
final class LimitedBody implements HttpResponse.BodySubscriber<LimitedBody> {
    private final int limit;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    LimitedBody(int limit) {
        this.limit = limit;
    }

    /**
     * Waits for all bytes, or for the first ones up to the limit.
     *
     * @throws IOException if the body is truncated, or incomplete at the timeout
     */
    byte[] bytes(Duration timeout) throws IOException, InterruptedException {
        try {
            return bytes.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete response in time");
        } finally {
            if (!bytes.isDone()) {
                bytes.cancel(false);
                disconnect();
            }
        }
    }

    @Override
    public CompletionStage<LimitedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (bytes.isCancelled()) {
            disconnect();
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            byte[] part = new byte[Math.min(piece.remaining(), limit - read.size())];
            piece.get(part);
            read.writeBytes(part);
        }
        if (read.size() == limit) {
            onComplete();
            disconnect();
        }
    }

    @Override
    public void onError(Throwable problem) {
        bytes.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        bytes.complete(read.toByteArray());
    }

    /** Closes the connection. To be called only before the end of the body. */
    private void disconnect() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
