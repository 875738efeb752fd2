package dev.balancehistory.exchange;

/** Finds the exchange of an account that is not in the database yet. */
@FunctionalInterface
public interface AccountExchanges {
    /** Returns the exchange that is configured for the account, else the default one. */
    String exchangeOf(String account);
}
