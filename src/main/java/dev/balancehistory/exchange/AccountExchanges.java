package dev.balancehistory.exchange;

/** Names the exchange of an account that the history does not know yet. */
@FunctionalInterface
public interface AccountExchanges {
    /** Returns the exchange as configured for the account, else the default one. */
    String exchangeOf(String account);
}
