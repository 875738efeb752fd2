package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import org.jspecify.annotations.Nullable;

/**
 * A wallet as the configuration names it, and the requests that it takes.
 *
 * @param name lower-case letters, digits, underscores and hyphens
 * @param first the first request
 * @param pages makes each further request; null if there is one
 */
public record Wallet(String name, Request first, @Nullable Pages pages) {
    /** Makes the requests after the first one. */
    @FunctionalInterface
    public interface Pages {
        /**
         * Returns the next request.
         *
         * @param before the request before
         * @param next the name that the body before has for it
         */
        Request after(Request before, String next);
    }

    /**
     * @throws IllegalArgumentException if no wallet can have this name
     */
    public Wallet {
        if (!Balance.isWallet(name)) {
            throw new IllegalArgumentException(name + " can't be the name of a wallet");
        }
    }
}
