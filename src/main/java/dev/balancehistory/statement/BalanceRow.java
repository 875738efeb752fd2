package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Range;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of an account; a balance is null if it is not reported.
 *
 * @param card the id of its picture; null without one
 */
record BalanceRow(
        Holding holding,
        @Nullable String wallet,
        @Nullable String card,
        @Nullable Held opening,
        @Nullable Held closing,
        @Nullable BigDecimal change,
        @Nullable Range range) {

    /** Returns the currency, with the wallet if the account has several. */
    String name() {
        return wallet == null ? holding.currency() : holding.currency() + " (" + wallet + ")";
    }

    /** Returns the row without its picture. */
    BalanceRow withoutCard() {
        return new BalanceRow(holding, wallet, null, opening, closing, change, range);
    }

    /** Returns its numbers. */
    Stream<BigDecimal> numbers() {
        return Stream.of(
                        Stream.ofNullable(opening).map(Held::balance),
                        Stream.ofNullable(closing).flatMap(held -> Stream.of(held.balance(), held.locked())),
                        Stream.ofNullable(range)
                                .flatMap(found -> Stream.of(
                                        found.lowest().balance(),
                                        found.highest().balance())))
                .flatMap(numbers -> numbers);
    }
}
