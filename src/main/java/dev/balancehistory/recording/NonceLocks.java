package dev.balancehistory.recording;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.NonceLock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the requests of one key apart across processes. All locks of a process are on one connection beside the pool,
 * in a transaction that is open while there is a lock. Safe for many threads.
 */
final class NonceLocks implements NonceLock, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NonceLocks.class);

    /** For the longest request, which is far shorter. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** After a failure, no key waits for the database. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private @Nullable AdvisoryLocks session;
    private int held;

    /** By the monotonic clock, in nanoseconds; null without a failure. */
    private @Nullable Long failedAt;

    /**
     * @param dataSource opens a connection each time
     */
    NonceLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Holds every key without a database, since a fetch must not fail for that. */
    @Override
    public synchronized NonceLock.@Nullable Held tryTake(String exchange, String apiKey) {
        if (failedAt != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
            return () -> {};
        }
        long id = id(exchange, apiKey);
        try {
            return taken(id);
        } catch (DataAccessException e) {
            failedAt = System.nanoTime();
            log.warn(
                    "Another process may use a key of {} at the same time, since the lock is not available: {}",
                    exchange,
                    DatabaseProblem.of(e).getMessage());
            close();
            return () -> {};
        }
    }

    private NonceLock.@Nullable Held taken(long id) {
        if (session != null) {
            try {
                return taken(session, id);
            } catch (DataAccessException e) {
                log.debug("The connection of the locks was gone", e);
                close();
            }
        }
        session = AdvisoryLocks.on(dataSource, LONGEST);
        held = 0;
        return taken(session, id);
    }

    private NonceLock.@Nullable Held taken(AdvisoryLocks current, long id) {
        boolean taken = current.tryAcquireSingly(id);
        held += taken ? 1 : 0;
        endIfIdle(current);
        return taken ? () -> release(current, id) : null;
    }

    private static long id(String exchange, String apiKey) {
        byte[] hash = Sha256.of(("nonce\n" + exchange + "\n" + apiKey).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void release(AdvisoryLocks its, long id) {
        if (its != session) {
            // The locks went with their connection.
            return;
        }
        try {
            its.release(id);
            held--;
            endIfIdle(its);
        } catch (DataAccessException e) {
            log.debug("A lock was gone before its release", e);
            close();
        }
    }

    private void endIfIdle(AdvisoryLocks idle) {
        if (held == 0) {
            idle.endTransaction();
        }
    }

    /** Releases all locks. */
    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
