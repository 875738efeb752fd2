package dev.balancehistory.exchange;

import dev.balancehistory.balance.ResponseBody;
import java.time.Instant;

/**
 * Reads responses of one format, from the exchange or years later from the archive. The same bytes always give the same
 * reading: a format never changes, and a change makes a new format. Safe for many threads.
 */
public interface ResponseReader {
    /** Returns the format's name and version, for example {@code bitfront/1}. */
    String format();

    /**
     * Reads a response.
     *
     * @param body the bytes
     * @param receivedAt the arrival of the response; a response time far ahead of it is rejected
     * @return the content, which may be malformed
     */
    Reading read(ResponseBody body, Instant receivedAt);
}
