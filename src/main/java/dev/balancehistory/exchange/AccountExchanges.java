package dev.balancehistory.exchange;

import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.Map;

/** Knows the configuration of an account that is not in the database yet. */
public interface AccountExchanges {
    /**
     * Returns the exchange that is configured for the account.
     *
     * @throws Problem if it is missing or unknown
     */
    String exchangeOf(String account);

    /** Returns the exchanges that are set, by account, whether this program has them or not. */
    Map<String, String> exchanges();

    /** Returns the wallets that are configured for the account; empty for the exchange's main one. */
    List<String> walletsOf(String account);

    /** Returns whether any property of the account is set. */
    boolean isConfigured(String account);
}
