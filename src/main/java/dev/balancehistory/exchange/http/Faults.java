package dev.balancehistory.exchange.http;

import org.jspecify.annotations.Nullable;

/** Decides what the failures of an exchange call for. */
@FunctionalInterface
public interface Faults {
    /**
     * Returns what a failure calls for.
     *
     * @param http the HTTP status, which may be that of success
     * @param code the code in the body; null if no failure can be read there
     */
    Fault of(int http, @Nullable String code);
}
