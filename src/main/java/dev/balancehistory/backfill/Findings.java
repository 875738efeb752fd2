package dev.balancehistory.backfill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears what an archive holds, in the order in which it stands there. */
interface Findings {
    /**
     * An answer's body, or a line that may be one.
     *
     * @param line its number; 0 if the whole file is the answer
     * @param account whose it is; null for the one that the user named
     * @param origin how it came to whoever archived it
     */
    void answer(long line, @Nullable String account, String origin, byte[] body);

    /** A line is set aside, to be sorted with the others. */
    void setAside();

    /**
     * Something that is no answer and can't become one.
     *
     * @param line its number; 0 if it is the whole file
     * @param account whose it is; null if that can't be told, or for the one that the user named
     * @param responseTime the time that it is about; null if that can't be told
     * @param body as much of it as is worth keeping; null for nothing
     */
    void unusable(
            long line, @Nullable String account, @Nullable Instant responseTime, byte @Nullable [] body, String reason);
}
