package dev.balancehistory.importing;

import java.math.BigDecimal;
import java.util.BitSet;

/**
 * Notices amounts that a spreadsheet has probably rounded: it keeps 15 significant digits, so that the number of decimals
 * depends on the size. An exchange sends a fixed number of decimals, or more digits.
 */
final class RoundedAmounts {
    private static final int DIGITS_OF_SPREADSHEETS = 15;

    private final BitSet decimals = new BitSet();
    private boolean longer;
    private long count;

    void add(BigDecimal amount) {
        if (longer || amount.precision() < DIGITS_OF_SPREADSHEETS) {
            return;
        }
        BigDecimal significant = amount.stripTrailingZeros();
        longer = significant.precision() > DIGITS_OF_SPREADSHEETS;
        if (significant.precision() == DIGITS_OF_SPREADSHEETS && significant.scale() > 0) {
            count++;
            decimals.set(significant.scale());
        }
    }

    /** Returns the number of amounts that are probably rounded; 0 if nothing suggests it. */
    long count() {
        return longer || decimals.cardinality() < 2 ? 0 : count;
    }
}
