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
 * A body that is read to its end, or until it has so many bytes or the time is up. It is waited for here because a
 * request's own timeout ends with the headers.
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
     * Returns all bytes, or the first ones if there are more than the limit.
     *
     * @throws IOException if they do not all come, or not in time
     */
    byte[] bytes(Duration timeout) throws IOException, InterruptedException {
        try {
            return bytes.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in time");
        } finally {
            if (!bytes.isDone()) {
                bytes.cancel(false);
                hangUp();
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
            hangUp();
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
            hangUp();
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

    /** Ends the connection; to be called only while there is more to come. */
    private void hangUp() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
