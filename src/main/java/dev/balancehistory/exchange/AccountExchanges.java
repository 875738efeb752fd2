package dev.balancehistory.exchange;

import dev.balancehistory.process.Problem;

/** Finds the exchange of an account that is not in the database yet. */
@FunctionalInterface
public interface AccountExchanges {
    /**
     * Returns the exchange that is configured for the account.
     *
     * @throws Problem if it is missing or unknown
     */
    String exchangeOf(String account);
}
