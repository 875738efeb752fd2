package dev.balancehistory.verification;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import java.time.Instant;

/**
 * A row of {@code balance} or a place in {@code balance_series}, not trusted.
 *
 * @param total the number's digits as the database writes them, which may be NaN
 * @param available the digits of the available part, in the same form
 */
record SnapshotRow(Instant responseTime, String wallet, String currency, String total, String available) {
    /**
     * Returns the row as a balance.
     *
     * @throws IllegalArgumentException if no exchange can have sent it
     */
    Balance balance() {
        return new Balance(wallet, currency, Amount.read(total), Amount.read(available));
    }
}
