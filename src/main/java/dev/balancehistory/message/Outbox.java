package dev.balancehistory.message;

import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of a process in their order, beside its work. A message that fails is one warning. If the receivers
 * are slower than the runs, the oldest message is left out.
 */
final class Outbox implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_WAITING = 20;
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Outbox::thread,
            new ThreadPoolExecutor.DiscardOldestPolicy());

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "messages");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends a message after the earlier ones, and does not wait for that.
     *
     * @param message the name of the message, for a warning
     * @param send sends it
     */
    void add(String message, Runnable send) {
        sender.execute(() -> {
            try {
                send.run();
            } catch (Problem e) {
                log.warn("{} was not sent: {}", message, e.getMessage());
            } catch (RuntimeException e) {
                // Without its text, which may contain the address.
                log.warn(
                        "{} was not sent, because of a bug: {}",
                        message,
                        e.getClass().getName());
            }
        });
    }

    /** Waits until the messages are sent, but not for long. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Messages were not sent within {} s", LONGEST.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
