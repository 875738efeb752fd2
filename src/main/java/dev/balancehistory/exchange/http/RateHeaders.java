package dev.balancehistory.exchange.http;

import java.net.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds in the headers of a failure when the exchange's limit is free again. */
@FunctionalInterface
public interface RateHeaders {
    /** Returns that instant by the exchange's clock; null if the headers do not say. */
    @Nullable
    Instant until(HttpHeaders headers);
}
