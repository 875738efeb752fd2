package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.ResponseReader;
import java.time.Instant;

/** Reads a whole response, and each of its bodies alone while the next one is not there yet. */
public interface PartReader extends ResponseReader {
    /**
     * Reads one body. It never throws for what the body has.
     *
     * @param receivedAt when it arrived
     */
    Part part(byte[] body, Instant receivedAt);
}
