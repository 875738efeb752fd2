package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests beside those of runs, each once and without rate limits. Safe for many threads.
 *
 * <p>A probe takes the lock of a key as a run does. Its nonces are by this machine's clock, as theirs: a larger one would
 * make the exchange reject the next run's.
 */
public final class Probe {
    private final InstantSource clock;
    private final Nonces nonces;

    /**
     * Creates a probe.
     *
     * @param clock this machine's clock
     * @param nonceLock the lock across processes of a key whose nonces have to rise
     */
    public Probe(InstantSource clock, NonceLock nonceLock) {
        this.clock = clock;
        this.nonces = new Nonces(nonceLock);
    }

    /**
     * Waits for the lock of the key.
     *
     * @param source the adapter of the exchange
     * @param credentials the address, key and wallets of the account
     * @param offset the offset of the exchange's clock, by which the requests are signed
     * @param deadline the time limit of the wait
     * @return the requests with the key; null if the deadline expires first
     */
    public @Nullable Session open(BalanceSource source, Credentials credentials, Duration offset, Deadline deadline) {
        Nonces.Turn turn = nonces.turn(source, credentials, deadline);
        return turn == null ? null : new Session(source, credentials, offset, turn);
    }

    /** The requests with one key, which is locked until the end. For one thread. */
    public final class Session implements AutoCloseable {
        private final BalanceSource source;
        private final Credentials credentials;
        private final Duration offset;
        private final Nonces.Turn turn;

        private Session(BalanceSource source, Credentials credentials, Duration offset, Nonces.Turn turn) {
            this.source = source;
            this.credentials = credentials;
            this.offset = offset;
            this.turn = turn;
        }

        private Moment moment() {
            Instant now = clock.instant();
            return Moment.of(now.plus(offset), turn.next(now, false));
        }

        /**
         * Sends each request of a snapshot once. Stops at the first failure.
         *
         * @param timeout the limit for each response
         * @return the last attempt: the one that failed, or the one with the complete response
         */
        public Attempt fetch(Duration timeout) {
            AccountFetch fetch = source.prepare(credentials);
            Attempt attempt;
            do {
                attempt = fetch.send(moment(), timeout);
            } while (attempt.disposition() == Disposition.SUCCESS && !fetch.complete());
            return attempt;
        }

        /**
         * Fetches the rights and restrictions of the key.
         *
         * @param timeout the limit for the complete response
         * @return the findings; empty if the exchange has no such request
         * @throws IOException if the response is not as documented; the message is for people
         */
        public List<KeyFinding> examineKey(Duration timeout) throws IOException {
            return source.examineKey(credentials, moment(), timeout);
        }

        /** Releases the lock of the key. */
        @Override
        public void close() {
            turn.close();
        }
    }
}
