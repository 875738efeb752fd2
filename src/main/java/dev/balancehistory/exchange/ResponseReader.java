package dev.balancehistory.exchange;

import dev.balancehistory.balance.ResponseBody;
import java.time.Instant;

/**
 * Reads responses of one format, fresh from the exchange or years later from the archive: the same bytes always give the
 * same reading. A format never changes; what reads otherwise is another format. Safe for many threads.
 */
public interface ResponseReader {
    /** Returns the format's name and version, for example {@code bitfront/1}. */
    String format();

    /**
     * Reads a response.
     *
     * @param receivedAt when it arrived: a response time far ahead of it can't be true
     */
    Reading read(ResponseBody body, Instant receivedAt);
}
