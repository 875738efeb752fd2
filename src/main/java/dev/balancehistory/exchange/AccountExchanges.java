package dev.balancehistory.exchange;

/** Knows the configuration of an account that is not in the database yet. */
public interface AccountExchanges {
    /** Returns the exchange that is configured for the account, else the default one. */
    String exchangeOf(String account);

    /** Returns whether any property of the account is set. */
    boolean isConfigured(String account);
}
