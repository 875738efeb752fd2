package dev.balancehistory.backfill;

import dev.balancehistory.balance.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears what an archive holds, in the order in which it stands there. */
interface Findings {
    /**
     * A response's body, or a line that may be one, of the account that the user named.
     *
     * @param line its number; 0 if the whole file is the response
     */
    void answer(long line, byte[] body);

    /**
     * A snapshot of an exported history.
     *
     * @param line the number of its first line
     * @param timeSource what its time was taken from, in the database's word
     * @param origin how its response was received, in the database's word
     * @throws IllegalArgumentException if it can't be true; the message says why
     */
    void snapshot(long line, String account, String exchange, String timeSource, String origin, Snapshot snapshot);

    /** A line is set aside, to be sorted with the others. */
    void setAside();

    /**
     * Something that is no answer and can't become one.
     *
     * @param line its number; 0 if it is the whole file
     * @param account whose it is; null if that can't be told, or for the one that the user named
     * @param responseTime the time that it is about; null if that can't be told
     * @param exchange of that account; null if that can't be told
     * @param body as much of it as is worth keeping; null for nothing
     */
    void unusable(
            long line,
            @Nullable String account,
            @Nullable String exchange,
            @Nullable Instant responseTime,
            byte @Nullable [] body,
            String reason);
}
