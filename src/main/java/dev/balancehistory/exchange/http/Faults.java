package dev.balancehistory.exchange.http;

import org.jspecify.annotations.Nullable;

/** The meaning of all failures that an exchange can report. */
@FunctionalInterface
public interface Faults {
    /**
     * Returns the meaning of a failure.
     *
     * @param http the HTTP status, which may be 200
     * @param code the code in the body; null if the body has none
     */
    Fault of(int http, @Nullable String code);
}
