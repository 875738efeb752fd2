package dev.balancehistory.balance;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What an account held of one currency.
 *
 * @param currency the exchange's code, as sent
 * @param total the whole balance
 * @param available the part of it that is not locked
 */
public record Balance(String currency, BigDecimal total, BigDecimal available) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /**
     * @throws IllegalArgumentException if the code is not one to thirty-two letters, digits, dots, underscores or
     *     hyphens, or an amount is out of range
     */
    public Balance {
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("is not a currency code");
        }
        Amount.inRange(total);
        Amount.inRange(available);
    }
}
