package dev.balancehistory.importing;

import dev.balancehistory.balance.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receives the content of an archive, in the order of its lines. */
interface Findings {
    /**
     * Receives the body of a response, or a line that may be one, of the account that the user named.
     *
     * @param line its number; 0 if the whole file is the response
     */
    void response(long line, byte[] body);

    /** Receives the facts of a line of an exported history, which is sorted with the others before it is imported. */
    void setAside(String account, String exchange);

    /**
     * Receives a snapshot of an exported history.
     *
     * @param line the number of its first line
     * @param timeSource the database's code for the origin of its time
     * @param origin the database's code for the way in which its response was received
     * @return the reason why it is rejected; null if it is imported
     */
    @Nullable
    String snapshot(long line, String account, String exchange, String timeSource, String origin, Snapshot snapshot);

    /** Receives a reason to distrust the file, which is imported all the same. */
    void warning(String text);

    /**
     * Receives a file or a line that is rejected. It belongs to the account that the user named.
     *
     * @param line its number; 0 if it is the whole file
     * @param body the part of it that is archived; null for nothing
     */
    void unusable(long line, byte @Nullable [] body, String reason);

    /**
     * Receives lines of an exported history that are rejected.
     *
     * @param line the number of the first one
     * @param account null if it is unknown, or if it is the one that the user named
     * @param responseTime the time of their snapshot; null if it is unknown
     * @param body the part of them that is archived
     */
    void unusableRows(long line, @Nullable String account, @Nullable Instant responseTime, byte[] body, String reason);
}
