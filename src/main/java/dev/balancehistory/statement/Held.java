package dev.balancehistory.statement;

import java.math.BigDecimal;

/** A balance in a snapshot, and the locked part of it. */
record Held(BigDecimal balance, BigDecimal locked) {
    /** Returns the sum of both. */
    Held plus(Held other) {
        return new Held(balance.add(other.balance), locked.add(other.locked));
    }

    boolean isZero() {
        return balance.signum() == 0 && locked.signum() == 0;
    }
}
