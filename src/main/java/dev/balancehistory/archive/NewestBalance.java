package dev.balancehistory.archive;

import java.math.BigDecimal;

/**
 * A balance in the newest snapshot of an account.
 *
 * @param balance the total, with the digits that are recorded
 * @param available the part that is not locked, with the digits that are recorded
 */
public record NewestBalance(String account, String wallet, String currency, BigDecimal balance, BigDecimal available) {}
