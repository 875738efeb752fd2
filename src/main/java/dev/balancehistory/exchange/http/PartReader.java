package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.ResponseReader;
import java.time.Instant;

/** Reads a complete response, and also each of its bodies alone, before the next one is fetched. */
public interface PartReader extends ResponseReader {
    /**
     * Reads one body. Never throws for a malformed one.
     *
     * @param body the bytes
     * @param receivedAt the arrival of the body
     * @return the content
     */
    Part part(byte[] body, Instant receivedAt);
}
