package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import org.jspecify.annotations.Nullable;

/**
 * A wallet and its requests.
 *
 * @param name the name in the configuration: lower-case letters, digits, underscores and hyphens
 * @param first the first request
 * @param pages the function that creates each further request; null if the wallet has one request
 */
public record Wallet(String name, Request first, @Nullable Pages pages) {
    /** Creates the requests after the first one. */
    @FunctionalInterface
    public interface Pages {
        /**
         * Returns the next request.
         *
         * @param before the previous request
         * @param next the name of the next request in the previous body
         * @return the next request
         */
        Request after(Request before, String next);
    }

    /**
     * @throws IllegalArgumentException if the name is not valid
     */
    public Wallet {
        if (!Balance.isWallet(name)) {
            throw new IllegalArgumentException(name + " is not a valid name of a wallet");
        }
    }
}
