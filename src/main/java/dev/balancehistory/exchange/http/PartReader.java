package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.ResponseReader;
import java.time.Instant;

/** Reads a complete response, and also each of its bodies alone, before the next one is fetched. */
public interface PartReader extends ResponseReader {
    /** Returns the content of one body that arrived at that time. Never throws for a malformed one. */
    Part part(byte[] body, Instant receivedAt);
}
